import Core
import Foundation
import HTTPTypes
import Hummingbird
import WebSupport

/// A search as it stands in an address.
///
/// What is not known is ignored, as R4 wants it, unless the program sends `Prefer: handling=strict`; the address of the
/// page (`self`) tells what was understood. A value that cannot be used is refused always.
struct FHIRQuery: Sendable {
    let search: FHIR.Search
    /// What was understood, in the order in which it was asked.
    private let understood: [(String, String)]

    /// The most values that a comma may join.
    private static let mostValues = 100

    /// - Throws: `Failure.invalid` by the name of the parameter; `PublicError` 406 for another format than JSON.
    init(_ visit: Visit, _ kind: FHIR.Kind) throws {
        try FHIRQuery.checkFormat(visit)
        let preferences = visit.request.headers[values: HTTPField.Name.preference].joined(separator: ",").lowercased()
        let isStrict = preferences.contains("handling=strict")
        var search = FHIR.Search()
        var understood: [(String, String)] = []
        for (name, value) in FHIRQuery.pairs(visit.request.uri.query ?? "") where !value.isEmpty {
            if try FHIRQuery.read(name, value, of: kind, into: &search) {
                if name != "_after" { understood.append((name, value)) }
            } else if isStrict, name != "_format", name != "_pretty" {
                throw FHIRQuery.wrong(name, "is no parameter here")
            }
        }
        self.search = search
        self.understood = understood
    }

    /// The query of a page, with its question mark; empty when there is nothing to say.
    func text(after: String?) -> String {
        let items = understood + (after.map { [("_after", $0)] } ?? [])
        return items.isEmpty ? "" : "?" + Path.joined(items)
    }

    /// - Throws: `PublicError` 406 when only another format than JSON would do.
    static func checkFormat(_ visit: Visit) throws {
        let format = visit.query.text("_format").lowercased()
        let accept = visit.request.headers[values: .accept].joined(separator: ",").lowercased()
        let wanted = format.isEmpty ? accept : format
        guard wanted.isEmpty || wanted.contains("json") || (format.isEmpty && wanted.contains("*/*")) else {
            throw PublicError(
                .notAcceptable,
                title: "Only JSON",
                sentence: "Ask for application/fhir+json: there is no other format here."
            )
        }
    }

    // MARK: Reading

    /// - Returns: false when it is no parameter of this kind.
    private static func read(
        _ name: String,
        _ value: String,
        of kind: FHIR.Kind,
        into search: inout FHIR.Search
    ) throws -> Bool {
        switch name {
        case "_count": search.count = try count(value)
        case "_after":
            guard value.count <= 64 else { throw wrong(name, "is not what a next link holds") }
            search.after = value
        default:
            let parts = name.split(separator: ":", maxSplits: 1).map(String.init)
            guard let parameter = parts.first.flatMap(FHIR.Parameter.init), kind.parameters.contains(parameter) else {
                return false
            }
            try add(parameter, modifier: parts.count > 1 ? parts[1] : nil, value, to: &search)
        }
        return true
    }

    private static func add(
        _ parameter: FHIR.Parameter,
        modifier: String?,
        _ value: String,
        to search: inout FHIR.Search
    ) throws {
        let values = value.split(separator: ",").map { $0.trimmingCharacters(in: .whitespaces) }.filter { !$0.isEmpty }
        guard !values.isEmpty, values.count <= mostValues else {
            throw wrong(parameter.rawValue, "may hold 1 to \(mostValues) values")
        }
        if parameter.form == .string {
            let match = try match(modifier)
            return search.names.append(values.map { FHIR.NameCondition($0, match) })
        }
        guard modifier == nil else { throw wrong(parameter.rawValue, "has no modifiers here") }
        switch parameter.form {
        case .date: search.dates[parameter, default: []].append(try values.map { try date($0, parameter) })
        case .token: search.values[parameter, default: []].append(values.map(token))
        case .reference:
            search.values[parameter, default: []].append(try values.map { try reference($0, parameter) })
        case .string: break
        }
    }

    // MARK: Values

    /// More than `most` is brought down to it, as R4 allows.
    private static func count(_ value: String) throws -> Int {
        guard let number = Int(value), number >= 0 else { throw wrong("_count", "must be a whole number from 0 on") }
        return min(number, FHIR.Search.most)
    }

    private static func match(_ modifier: String?) throws -> FHIR.NameCondition.Match {
        switch modifier {
        case nil: .begins
        case "contains": .contains
        case "exact": .exact
        default: throw wrong("name", "knows only the modifiers contains and exact")
        }
    }

    /// The code without its system.
    private static func token(_ value: String) -> String {
        value.split(separator: "|").last.map(String.init) ?? value
    }

    private static func date(_ value: String, _ parameter: FHIR.Parameter) throws -> FHIR.DateCondition {
        guard let date = FHIR.DateCondition(value) else {
            throw wrong(
                parameter.rawValue,
                "must be a date such as ge2026-11-21 or a moment such as lt2026-11-21T10:00:00Z"
            )
        }
        return date
    }

    /// An identifier, perhaps with its kind before it, perhaps with an address before that.
    private static func reference(_ value: String, _ parameter: FHIR.Parameter) throws -> String {
        let parts = value.split(separator: "/").map(String.init)
        guard let id = parts.last, let target = parameter.target else {
            throw wrong(parameter.rawValue, "must be a reference")
        }
        guard parts.count == 1 || parts[parts.count - 2] == target.rawValue else {
            throw wrong(parameter.rawValue, "must be the identifier of a resource of the kind \(target.rawValue)")
        }
        return id.lowercased()
    }

    private static func wrong(_ name: String, _ what: String) -> Failure {
        .invalid([name: "\(String(name.prefix(40))) \(what)."])
    }

    /// The parameters in their order, as often as each stands there: R4 reads a repeated one as "and".
    private static func pairs(_ query: String) -> [(String, String)] {
        var names: Set<String> = []
        let fields = QueryFields(query: query)
        return query.split(separator: "&").prefix(200).flatMap { part -> [(String, String)] in
            let raw = part.prefix { $0 != "=" }
            guard let name = String(raw).removingPercentEncoding, names.insert(name).inserted else { return [] }
            return fields.all(name, max: 4_000).map { (name, $0) }
        }
    }
}

extension HTTPField.Name {
    fileprivate static var preference: HTTPField.Name { HTTPField.Name("Prefer") ?? .accept }
}
