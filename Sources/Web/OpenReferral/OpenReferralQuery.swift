import Core
import Foundation
import Hummingbird
import WebSupport

/// What an address of open data asks for. Programs are told what is wrong, where people's links would be mended.
struct OpenReferralQuery: Sendable {
    /// Records on a page: 500 full ones are about 2 MB.
    static let pageSizes = 1...500
    static let usualPageSize = 50
    /// A list of identifiers and dates comes on one page up to this.
    static let mostMarks = 20_000
    /// Words of a search; more are refused, each costs a look at every text.
    private static let mostWords = 10

    private let fields: QueryFields
    let wantsStream: Bool

    /// - Throws: `Failure.invalid` by the name of the parameter, as all that follows does.
    init(_ visit: Visit) throws {
        fields = visit.query
        let accept = visit.request.headers[values: .accept].joined(separator: ",").lowercased()
        switch fields.text(OpenReferralParameter.format.rawValue).lowercased() {
        case "json": wantsStream = false
        case "ndjson": wantsStream = true
        case "": wantsStream = accept.contains("application/x-ndjson") || accept.contains("application/ndjson")
        default: throw Self.wrong(.format, "must be json or ndjson")
        }
    }

    // MARK: Lists

    func page(of sizes: ClosedRange<Int> = pageSizes, usual: Int = usualPageSize) throws -> OpenReferral.Slice {
        .page(
            number: try integer(.page, in: 1...1_000_000) ?? 1,
            size: try integer(.perPage, in: sizes) ?? usual
        )
    }

    func detail() throws -> OpenReferral.Detail { try flag(.full) ?? wantsStream ? .full : .thin }

    func words() throws -> [String] {
        let words = text(.search).split(whereSeparator: \.isWhitespace).map(String.init)
        guard words.count <= Self.mostWords else { throw Self.wrong(.search, "may have \(Self.mostWords) words") }
        return words
    }

    func filter() throws -> OpenReferral.Filter {
        var filter = OpenReferral.Filter()
        filter.words = try words()
        filter.term = known(.taxonomyTerm)
        filter.taxonomy = known(.taxonomy)
        filter.organisation = try identifier(.organization)
        filter.modifiedAfter = try moment(.modifiedAfter)
        filter.assuredAfter = try moment(.assuredAfter)
        filter.postcode = try postcode()
        filter.proximity = try proximity()
        filter.minimumAge = try integer(.minimumAge, in: 0...130)
        filter.maximumAge = try integer(.maximumAge, in: 0...130)
        filter.days = try days()
        filter.from = try time(.startTime)
        filter.until = try time(.endTime)
        return filter
    }

    // MARK: Values

    /// Nil when it is not there or empty.
    func known(_ parameter: OpenReferralParameter) -> String? {
        let text = text(parameter)
        return text.isEmpty ? nil : text
    }

    func flag(_ parameter: OpenReferralParameter) throws -> Bool? {
        switch text(parameter).lowercased() {
        case "": nil
        case "true", "1", "yes": true
        case "false", "0", "no": false
        default: throw Self.wrong(parameter, "must be true or false")
        }
    }

    func identifier<Entity>(_ parameter: OpenReferralParameter, of type: Entity.Type = Entity.self) throws
        -> Identifier<Entity>?
    {
        guard let text = known(parameter) else { return nil }
        guard let id = Identifier<Entity>(text) else { throw Self.wrong(parameter, "must be an identifier (a UUID)") }
        return id
    }

    private func text(_ parameter: OpenReferralParameter) -> String {
        parameter.names.lazy.map { fields.text($0) }.first { !$0.isEmpty } ?? ""
    }

    private func integer(_ parameter: OpenReferralParameter, in range: ClosedRange<Int>) throws -> Int? {
        guard let text = known(parameter) else { return nil }
        guard let number = Int(text), range.contains(number) else {
            throw Self.wrong(parameter, "must be a whole number from \(range.lowerBound) to \(range.upperBound)")
        }
        return number
    }

    private func moment(_ parameter: OpenReferralParameter) throws -> Date? {
        guard let text = known(parameter) else { return nil }
        guard let date = OpenReferral.moment(typed: text) else {
            throw Self.wrong(parameter, "must be a date such as 2026-11-21 or a moment such as 2026-11-21T10:00:00Z")
        }
        return date
    }

    private func postcode() throws -> Postcode? {
        guard let text = known(.postcode) else { return nil }
        guard let postcode = Postcode(text) else { throw Self.wrong(.postcode, "must be a postcode such as SE15 3CK") }
        return postcode
    }

    private func proximity() throws -> Double? {
        guard let text = known(.proximity) else { return nil }
        guard let metres = Double(text), (0...1_000_000).contains(metres) else {
            throw Self.wrong(.proximity, "must be a number of metres from 0 to 1000000")
        }
        guard known(.postcode) != nil else { throw Self.wrong(.proximity, "needs a postcode to measure from") }
        return metres
    }

    private func days() throws -> [Weekday] {
        try text(.day).split(separator: ",").map { text in
            guard let day = Weekday(rawValue: text.trimmingCharacters(in: .whitespaces).uppercased()) else {
                throw Self.wrong(.day, "must be of MO, TU, WE, TH, FR, SA and SU")
            }
            return day
        }
    }

    private func time(_ parameter: OpenReferralParameter) throws -> TimeOfDay? {
        guard let text = known(parameter) else { return nil }
        guard let time = TimeOfDay(text) else { throw Self.wrong(parameter, "must be a time such as 14:30") }
        return time
    }

    private static func wrong(_ parameter: OpenReferralParameter, _ what: String) -> Failure {
        .invalid([parameter.rawValue: "\(parameter.rawValue) \(what)."])
    }
}
