import Foundation
import Yams

/// A folder of definitions, one YAML file each.
enum MeasureFile {
    /// Every definition of a folder, in the order of the file names; none when there is no such folder.
    ///
    /// - Throws: `Failure.unavailable`, which names the file and says what is wrong in it.
    static func read(_ folder: URL) throws -> [Measure] {
        let measures = try files(folder).map { file in
            guard let text = try? String(contentsOf: file, encoding: .utf8) else {
                throw Failure.unavailable("The measure file \(file.lastPathComponent) cannot be read.")
            }
            return try measure(text, named: file.lastPathComponent)
        }
        let keys = measures.map { "\($0.code) version \($0.version)" }
        if let twice = keys.first(where: { key in keys.filter { $0 == key }.count > 1 }) {
            throw Failure.unavailable("Two measure files define \(twice). Give one another version.")
        }
        return measures
    }

    static func files(_ folder: URL) -> [URL] {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
        return names.sorted().filter { $0.hasSuffix(".yaml") || $0.hasSuffix(".yml") }.map(
            folder.appendingPathComponent
        )
    }

    static func measure(_ text: String, named name: String) throws -> Measure {
        let measure: Measure
        do {
            guard let node = try Yams.compose(yaml: text) else {
                throw YamlError.dataCouldNotBeDecoded(encoding: .utf8)
            }
            measure = try YAMLDecoder().decode(Measure.self, from: SeedFiles.camelCased(node))
        } catch {
            throw Failure.unavailable("The measure file \(name) cannot be used: \(words(error)).")
        }
        let problems = MeasureCheck.problems(measure)
        guard problems.isEmpty else {
            throw Failure.unavailable("The measure file \(name) cannot be used: \(problems.joined(separator: "; ")).")
        }
        return measure
    }

    private static func words(_ error: any Error) -> String {
        switch error as? DecodingError {
        case .keyNotFound(let key, let context):
            "“\(SeedFiles.snakeCased(key.stringValue))” is missing\(place(context.codingPath))"
        case .typeMismatch(_, let context), .valueNotFound(_, let context), .dataCorrupted(let context):
            context.codingPath.isEmpty
                ? "it is not written as YAML has to be"
                : "the value\(place(context.codingPath)) is none that can be used"
        default: "it is not written as YAML has to be"
        }
    }

    private static func place(_ path: [any CodingKey]) -> String {
        guard !path.isEmpty else { return "" }
        let parts = path.map { $0.intValue.map { "number \($0 + 1)" } ?? SeedFiles.snakeCased($0.stringValue) }
        return " at \(parts.joined(separator: ", "))"
    }
}
