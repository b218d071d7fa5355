/// Any page model, read once.
///
/// The library reads all of a value's properties again for every tag that asks for one, so a row of twenty properties
/// and thirty tags is read six hundred times. Text, numbers, flags, cases without a payload, optionals, arrays, sets and
/// structs of these come out as with the library, to which a test holds every page; nothing else belongs in a page model.
struct ReflectedModel: QuickModel {
    private let fields: [String: QuickField]

    init(_ model: Any) { self.init(Mirror(reflecting: model)) }

    fileprivate init(_ mirror: Mirror) {
        fields = mirror.children.reduce(into: [:]) { fields, child in
            if let label = child.label { fields[label] = QuickField(reflecting: child.value) }
        }
    }

    func field(_ name: String) -> QuickField? { fields[name] }
}

extension QuickField {
    fileprivate init(reflecting value: Any) {
        switch value {
        case let text as String: self = .text(text)
        case let flag as Bool: self = .flag(flag)
        case let model as any QuickModel: self = .model(model)
        default: self = QuickField(reflectingParts: value)
        }
    }

    private init(reflectingParts value: Any) {
        let mirror = Mirror(reflecting: value)
        switch mirror.displayStyle {
        case .optional: self = mirror.children.first.map { QuickField(reflecting: $0.value) } ?? .nothing
        case .collection, .set: self = .list(mirror.children.map { QuickField(reflecting: $0.value) })
        case .struct, .class, .tuple: self = .model(ReflectedModel(mirror))
        default: self = .text(String(describing: value))
        }
    }
}
