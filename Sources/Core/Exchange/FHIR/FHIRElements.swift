/// The data types of R4 that are used here, each with the fields that are used.
extension FHIR {
    public struct Meta: Encodable, Sendable, Equatable {
        public var lastUpdated: String?
        public var versionId: String?
    }

    public struct Coding: Encodable, Sendable, Equatable {
        var system: String?
        var code: String
        var display: String?
    }

    public struct Concept: Encodable, Sendable, Equatable {
        var coding: [Coding]?
        var text: String?

        init(_ text: String?) { self.text = FHIR.text(text) }

        init(_ system: String, _ code: String, text: String? = nil) {
            coding = [Coding(system: system, code: code)]
            self.text = text
        }
    }

    public struct BusinessIdentifier: Encodable, Sendable, Equatable {
        var system: String
        var value: String

        static let nhsNumber = "https://fhir.nhs.uk/Id/nhs-number"
        static let odsCode = "https://fhir.nhs.uk/Id/ods-organization-code"

        /// An episode, which is no resource here but joins referrals and answers.
        init(episode: Episode.ID) { self.init(system: "urn:ietf:rfc:3986", value: "urn:uuid:\(episode)") }

        init(system: String, value: String) { (self.system, self.value) = (system, value) }
    }

    public struct Reference: Encodable, Sendable, Equatable {
        var reference: String?
        var identifier: BusinessIdentifier?
        var display: String?

        init(_ reference: String? = nil, identifier: BusinessIdentifier? = nil, display: String? = nil) {
            self.reference = reference
            self.identifier = identifier
            self.display = FHIR.text(display)
        }

        init(_ kind: Kind, _ id: String, display: String? = nil) {
            self.init("\(kind.rawValue)/\(id)", display: display)
        }
    }

    public struct ContactPoint: Encodable, Sendable, Equatable {
        var system: String
        var value: String

        static func list(phones: [String?] = [], emails: [String?] = [], urls: [String?] = []) -> [ContactPoint]? {
            func points(_ system: String, _ values: [String?]) -> [ContactPoint] {
                values.compactMap { FHIR.text($0).map { ContactPoint(system: system, value: $0) } }
            }
            return FHIR.present(points("phone", phones) + points("email", emails) + points("url", urls))
        }
    }

    public struct HumanName: Encodable, Sendable, Equatable {
        var text: String
    }

    public struct Address: Encodable, Sendable, Equatable {
        var text: String?
        var line: [String]?
        var city: String?
        var district: String?
        var postalCode: String?
        var country: String?
    }

    public struct Period: Encodable, Sendable, Equatable {
        var start: String?
        var end: String?
    }

    public struct Annotation: Encodable, Sendable, Equatable {
        var text: String
    }

    /// The episode that something belongs to, by the extension that R4 has for it (`workflow-episodeOfCare`).
    public struct Extension: Encodable, Sendable, Equatable {
        var url = "http://hl7.org/fhir/StructureDefinition/workflow-episodeOfCare"
        var valueReference: Reference

        init(episode: Episode.ID) { valueReference = Reference(identifier: BusinessIdentifier(episode: episode)) }
    }

    public struct Quantity: Encodable, Sendable, Equatable {
        var value: Double
    }

    public struct Narrative: Encodable, Sendable, Equatable {
        var status = "generated"
        /// XHTML, because R4 has no other narrative; it is no page of ours.
        var div: String

        /// One paragraph each, escaped.
        init(_ paragraphs: [String]) {
            let body = paragraphs.compactMap { FHIR.text($0) }.map { "<p>\(Narrative.escaped($0))</p>" }.joined()
            div = "<div xmlns=\"http://www.w3.org/1999/xhtml\">\(body)</div>"
        }

        private static func escaped(_ text: String) -> String {
            // By bytes, as pages are: a mark that joins its neighbour hides it from comparison by characters.
            var bytes: [UInt8] = []
            for byte in text.utf8 {
                switch byte {
                case UInt8(ascii: "&"): bytes += Array("&amp;".utf8)
                case UInt8(ascii: "<"): bytes += Array("&lt;".utf8)
                case UInt8(ascii: ">"): bytes += Array("&gt;".utf8)
                case UInt8(ascii: "\""): bytes += Array("&quot;".utf8)
                default: bytes.append(byte)
                }
            }
            return String(decoding: bytes, as: UTF8.self)
        }
    }
}
