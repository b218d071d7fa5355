import Crypto
import Foundation

/// FHIR R4 (HL7, 4.0.1), read only: what of it is published here.
///
/// Plain R4, not validated against UK Core. The directory is open to everyone, as open data is; what is about a person is
/// read by those who may open the page about it, and holds no more than that page.
public enum FHIR {
    public static let version = "4.0.1"
    /// Where it begins, below the public address of the server.
    public static let path = "/fhir/R4"

    /// What kinds of resources there are.
    public enum Kind: String, CaseIterable, Sendable {
        case healthcareService = "HealthcareService"
        case organization = "Organization"
        case location = "Location"
        case serviceRequest = "ServiceRequest"
        case task = "Task"
        case questionnaireResponse = "QuestionnaireResponse"
        case observation = "Observation"
        /// The answer to a practice, as a document.
        case bundle = "Bundle"

        /// Who may read it; nil for everyone. The same roles as for the pages.
        public var roles: Set<Role>? {
            switch self {
            case .healthcareService, .organization, .location: nil
            case .serviceRequest, .task, .questionnaireResponse, .observation: [.linkWorker, .practice, .organisation]
            case .bundle: [.practice]
            }
        }

        /// What it can be searched by, beside `_count`; empty when it can only be read.
        public var parameters: [Parameter] {
            switch self {
            case .healthcareService, .location: [.id, .lastUpdated, .name, .organization]
            case .organization: [.id, .lastUpdated, .name]
            case .serviceRequest: [.id, .lastUpdated, .status, .authored]
            case .task: [.id, .lastUpdated, .status, .owner, .focus]
            case .questionnaireResponse: [.id, .lastUpdated, .authored, .basedOn]
            case .observation: [.id, .lastUpdated, .basedOn]
            case .bundle: []
            }
        }
    }

    /// JSON with its keys in an order that never changes and nothing that is nil: a null is not FHIR.
    public static func json(_ value: some Encodable) throws -> Data {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return try encoder.encode(value)
    }

    /// Sixteen hexadecimal digits that change with every byte.
    public static func digest(_ data: Data) -> String {
        SHA256.hash(data: data).prefix(8).map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
    }

    /// An `instant`: UTC, to the millisecond.
    static func instant(_ date: Date) -> String { OpenReferral.moment(date) }

    /// A `string` as R4 allows it: without control characters, and nil rather than empty.
    static func text(_ text: String?) -> String? {
        guard let text else { return nil }
        let allowed = text.unicodeScalars.filter {
            ($0.value >= 0x20 && $0.value != 0x7f && $0.value != 0xfffe && $0.value != 0xffff) || $0 == "\n"
                || $0 == "\t"
        }
        let clean = String(String.UnicodeScalarView(allowed)).trimmingCharacters(in: .whitespacesAndNewlines)
        return clean.isEmpty ? nil : clean
    }

    /// A list as FHIR wants it: never empty.
    static func present<Element>(_ list: [Element]) -> [Element]? { list.isEmpty ? nil : list }
}

/// Something with an identity of its own that can be read at an address.
public protocol FHIRResource: Encodable, Sendable {
    var resourceType: String { get }
    var id: String? { get }
    var meta: FHIR.Meta? { get set }
}

extension FHIRResource {
    /// With the date of its last change, and a version that is a digest of all that this reader sees: what another sees
    /// of the same thing is another version, and consent that is taken back makes a new one.
    func versioned(at date: Date?) throws -> Self {
        var resource = self
        resource.meta = FHIR.Meta(lastUpdated: date.map(FHIR.instant))
        let digest = FHIR.digest(try FHIR.json(resource))
        resource.meta?.versionId = digest
        return resource
    }
}

extension FHIR {
    /// A resource of any kind.
    public struct AnyResource: Encodable, Sendable {
        public let resource: any FHIRResource

        init(_ resource: any FHIRResource) { self.resource = resource }

        public func encode(to encoder: any Encoder) throws { try resource.encode(to: encoder) }
    }
}
