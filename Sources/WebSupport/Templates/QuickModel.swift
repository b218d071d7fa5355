/// A page model that answers its template by name.
///
/// Every other model is read by reflection, once a page (``ReflectedModel``). Leave this to pages that are shown very
/// often: it stays a flat struct of stored properties, so that ``ModelCheck`` can look into it.
public protocol QuickModel: Sendable {
    /// The stored property of that name; nil when there is none.
    func field(_ name: String) -> QuickField?
}

/// What a tag can stand for.
public enum QuickField: Sendable {
    /// Printed escaped; as a section, shown once.
    case text(String)
    case flag(Bool)
    case model(any QuickModel)
    case list([QuickField])
    /// An optional without a value: like the library, a name without a leading dot is then looked up further out.
    case nothing

    public static func optional(_ text: String?) -> QuickField { text.map { .text($0) } ?? .nothing }
    public static func optional(_ model: (any QuickModel)?) -> QuickField { model.map { .model($0) } ?? .nothing }
    public static func texts(_ texts: [String]) -> QuickField { .list(texts.map { .text($0) }) }
    public static func models(_ models: [some QuickModel]) -> QuickField { .list(models.map { .model($0) }) }
}
