import Foundation

extension FHIR {
    /// What a search may ask for. All that are given hold together; a comma means "or" (R4 §3.1.1.4.17).
    public enum Parameter: String, CaseIterable, Sendable {
        case id = "_id"
        case lastUpdated = "_lastUpdated"
        case name
        case organization
        case status
        case authored
        case owner
        case focus
        case basedOn = "based-on"

        public enum Form: String, Sendable {
            case token, date, string, reference
        }

        public var form: Form {
            switch self {
            case .id, .status: .token
            case .lastUpdated, .authored: .date
            case .name: .string
            case .organization, .owner, .focus, .basedOn: .reference
            }
        }

        /// The kind that a reference leads to.
        public var target: Kind? {
            switch self {
            case .organization, .owner: .organization
            case .focus, .basedOn: .serviceRequest
            default: nil
            }
        }

        public var documentation: String {
            switch self {
            case .id: "One identifier, or several with commas."
            case .lastUpdated: "When it last changed; with eq, ne, gt, lt, ge, le, sa or eb before the date."
            case .name: "How the name begins, in any letter case; with :contains what it holds, with :exact all of it."
            case .organization: "The organisation: its identifier, or Organization/ and its identifier."
            case .status: "A status of R4, or several with commas."
            case .authored: "When it was made; with the same prefixes as _lastUpdated."
            case .owner: "The organisation that is asked."
            case .focus: "The ServiceRequest that it is about."
            case .basedOn: "The ServiceRequest whose outcome it tells."
            }
        }
    }

    /// A search, read and checked.
    public struct Search: Sendable, Equatable {
        /// Tokens and references: each list is "any of", all lists hold.
        public var values: [Parameter: [[String]]] = [:]
        public var dates: [Parameter: [[DateCondition]]] = [:]
        public var names: [[NameCondition]] = []
        /// Entries on a page, 0 to `most`; with 0 only the total is told.
        public var count = Search.usual
        /// The identifier after which the page begins.
        public var after: String?

        public static let usual = 50
        public static let most = 100

        public init() {}
    }

    public struct NameCondition: Sendable, Equatable {
        public enum Match: Sendable { case begins, contains, exact }

        public let text: String
        public let match: Match

        public init(_ text: String, _ match: Match) {
            self.text = text
            self.match = match
        }
    }

    /// A date with its prefix, as R4 compares them: the date stands for all moments that its digits leave open.
    public struct DateCondition: Sendable, Equatable {
        public enum Prefix: String, Sendable, CaseIterable {
            case eq, ne, gt, lt, ge, le, sa, eb
        }

        public let prefix: Prefix
        public let from: Date
        /// The first moment that is not meant any more.
        public let until: Date

        /// Takes `2026`, `2026-11`, `2026-11-21` (a day in England) or a moment; nil for anything else.
        public init?(_ text: String) {
            let known = Prefix(rawValue: String(text.prefix(2)).lowercased())
            let rest = known == nil ? text : String(text.dropFirst(2))
            guard let (from, until) = DateCondition.range(rest) else { return nil }
            (prefix, self.from, self.until) = (known ?? .eq, from, until)
        }

        private static func range(_ text: String) -> (Date, Date)? {
            switch text.count {
            case 4: days("\(text)-01-01") { ($0.year + 1, 1) }
            case 7: days("\(text)-01") { $0.month == 12 ? ($0.year + 1, 1) : ($0.year, $0.month + 1) }
            case 10: Day(iso: text).map { ($0.start, $0.adding(days: 1).start) }
            case 16: OpenReferral.moment(typed: text + ":00").map { ($0, $0.addingTimeInterval(60)) }
            default:
                OpenReferral.moment(typed: text).map(
                    { ($0, $0.addingTimeInterval(text.contains(".") ? 0.001 : 1)) }
                )
            }
        }

        private static func days(_ first: String, next: (Day) -> (year: Int, month: Int)) -> (Date, Date)? {
            guard let day = Day(iso: first) else { return nil }
            let (year, month) = next(day)
            guard let end = Day(year: year, month: month, day: 1) else { return nil }
            return (day.start, end.start)
        }
    }
}
