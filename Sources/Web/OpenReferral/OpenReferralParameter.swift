/// What may be asked in the address of an open data list, for reading and for the OpenAPI document alike.
enum OpenReferralParameter: String, CaseIterable, Sendable {
    case search
    case page
    case perPage = "per_page"
    case format
    case full
    case minimal
    case fullService = "full_service"
    case taxonomyTerm = "taxonomy_term_id"
    case taxonomy = "taxonomy_id"
    case organization = "organization_id"
    case modifiedAfter = "modified_after"
    case assuredAfter = "assured_after"
    case postcode
    case proximity
    case minimumAge = "minimum_age"
    case maximumAge = "maximum_age"
    case day
    case startTime = "start_time"
    case endTime = "end_time"
    case topOnly = "top_only"
    case parent = "parent_id"

    /// Other names that clients of the standard's drafts use.
    var names: [String] {
        switch self {
        case .search: [rawValue, "text"]
        case .taxonomyTerm: [rawValue, "taxonomy_term"]
        default: [rawValue]
        }
    }

    static let paging: [OpenReferralParameter] = [.search, .page, .perPage, .format]
    static let filters: [OpenReferralParameter] = [
        .taxonomyTerm, .taxonomy, .organization, .modifiedAfter, .assuredAfter, .postcode, .proximity, .minimumAge,
        .maximumAge, .day, .startTime, .endTime, .full,
    ]

    /// The type and format in the OpenAPI document.
    var schema: (type: String, format: String?) {
        switch self {
        case .page, .perPage, .minimumAge, .maximumAge: ("integer", nil)
        case .proximity: ("number", nil)
        case .full, .minimal, .fullService, .topOnly: ("boolean", nil)
        case .organization, .parent: ("string", "uuid")
        case .modifiedAfter, .assuredAfter: ("string", "date-time")
        default: ("string", nil)
        }
    }

    var description: String {
        switch self {
        case .search:
            "Words that all have to stand in the name, the description or the organisation's name; also as text."
        case .page: "Number of the page, from 1. Pages are in the order of identifiers."
        case .perPage:
            "Records on a page, \(OpenReferralQuery.pageSizes.lowerBound) to \(OpenReferralQuery.pageSizes.upperBound); \(OpenReferralQuery.usualPageSize) unless told, and with minimal up to \(OpenReferralQuery.mostMarks)."
        case .format:
            "json, or ndjson for the whole list as a stream, one full record a line. The header Accept: application/x-ndjson asks for the same."
        case .full: "true for records with all that belongs to them; in a stream that is so unless it is false."
        case .minimal: "true for only id, name, status and when it was last modified."
        case .fullService: "true for organisations with all that is known of their services."
        case .taxonomyTerm: "Identifier or code of a term; also as taxonomy_term."
        case .taxonomy: "Identifier or name of a taxonomy: any of its terms."
        case .organization: "Identifier of the organisation."
        case .modifiedAfter: "Changed on or after this date or moment. What has closed since is in the list."
        case .assuredAfter: "Checked on or after this date or moment. A check that finds all well changes nothing else."
        case .postcode:
            "A postcode or its outward half. Only services whose service areas hold it, or that name no area."
        case .proximity: "Metres from the postcode. Only services with a place that near."
        case .minimumAge: "Age in years: only services that are for somebody of this age or older."
        case .maximumAge: "Age in years: only services that are for somebody of this age or younger."
        case .day: "MO, TU, WE, TH, FR, SA or SU, or several with commas: open on one of these days."
        case .startTime: "HH:MM: still open then or opening later."
        case .endTime: "HH:MM: open by then."
        case .topOnly: "true for terms without a parent."
        case .parent: "Terms below this one."
        }
    }
}
