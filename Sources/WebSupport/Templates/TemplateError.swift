/// Why templates could not be loaded or rendered, in one sentence for whoever runs the server.
public enum TemplateError: Error, Equatable, CustomStringConvertible {
    case folderMissing(String)
    case unreadable(file: String)
    case notUTF8(file: String)
    case syntax(file: String, line: Int, reason: String)
    case unknownPartial(name: String, file: String, line: Int)
    case endless(file: String, name: String)
    case missing([String])

    public var description: String {
        switch self {
        case .folderMissing(let folder): "The template folder \(folder) does not exist or is not a folder."
        case .unreadable(let file): "The template \(file) cannot be read."
        case .notUTF8(let file): "The template \(file) is not UTF-8 text."
        case .syntax(let file, let line, let reason): "The template \(file) has an error in line \(line): \(reason)."
        case .unknownPartial(let name, let file, let line):
            "The template \(file) names \(name) in line \(line), which does not exist."
        case .endless(let file, let name): "The template \(file) includes \(name) again inside itself without end."
        case .missing(let names) where names.count == 1: "The template \(names.joined()) does not exist."
        case .missing(let names): "The templates \(names.joined(separator: ", ")) do not exist."
        }
    }
}
