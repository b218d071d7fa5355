/// What is published, in the shape of Open Referral: HSDS 3.0 with the properties of its UK profile (ORUK 3.0).
///
/// Property names become the standard's in `OpenReferral.json`, which writes them in snake case. Nil is left out there,
/// because a null fails the standard's schemas; so a list that has nothing in it is nil.
extension OpenReferral {
    public struct Service: Encodable, Sendable, Equatable {
        public var id: String
        public var organizationId: String
        public var name: String
        /// "active", "inactive", "defunct" or "temporarily closed".
        public var status: String
        public var alternateName: String?
        public var description: String?
        public var url: String?
        public var email: String?
        public var applicationProcess: String?
        public var feesDescription: String?
        public var waitTime: String?
        public var eligibilityDescription: String?
        public var minimumAge: Int?
        public var maximumAge: Int?
        /// `yyyy-mm-dd`, in England: when somebody who knows last said that it is right.
        public var assuredDate: String?
        public var assurerEmail: String?
        /// A moment in UTC with milliseconds: when anything about it last changed.
        public var lastModified: String
        public var organization: Organization?
        public var phones: [PhoneNumber]?
        public var schedules: [Times]?
        public var serviceAreas: [Area]?
        public var serviceAtLocations: [ServiceAtLocation]?
        public var languages: [Tongue]?
        public var costOptions: [Cost]?
        public var contacts: [Person]?
        public var attributes: [Attribute]?
        /// From HSDS 3.1: whether new people are taken.
        public var capacities: [Capacity]?
    }

    /// What a list with `minimal=true` holds of a service.
    public struct ServiceMark: Encodable, Sendable, Equatable {
        public let id: String
        public let name: String
        public let status: String
        public let lastModified: String
        /// The same moment, under the name that the parameter's description promises.
        public let modifiedDate: String
    }

    public struct Organization: Encodable, Sendable, Equatable {
        public var id: String
        public var name: String
        public var description: String
        public var email: String?
        public var website: String?
        public var legalStatus: String?
        public var phones: [PhoneNumber]?
        public var organizationIdentifiers: [RegisterEntry]?
        public var services: [Service]?
    }

    /// A number in a public register.
    public struct RegisterEntry: Encodable, Sendable, Equatable {
        public let id: String
        public let organizationId: String
        /// Of org-id.guide: GB-CHC, GB-SC, GB-NIC or GB-COH.
        public let identifierScheme: String
        public let identifierType: String
        public let identifier: String
    }

    public struct ServiceAtLocation: Encodable, Sendable, Equatable {
        public var id: String
        public var serviceId: String
        public var locationId: String
        public var location: Place?
        public var service: Service?
    }

    public struct Place: Encodable, Sendable, Equatable {
        public var id: String
        public var locationType: String
        public var name: String?
        public var description: String?
        public var transportation: String?
        public var latitude: Double?
        public var longitude: Double?
        public var addresses: [PostalAddress]?
        public var accessibility: [Accessibility]?
    }

    /// All but the identifiers is required by the standard: what is not known is empty.
    public struct PostalAddress: Encodable, Sendable, Equatable {
        public let id: String
        public let locationId: String
        public let address1: String
        public let city: String
        public let stateProvince: String
        public let postalCode: String
        public let country: String
        public let addressType: String

        enum CodingKeys: String, CodingKey {
            case id, locationId, city, stateProvince, postalCode, country, addressType
            // Snake case knows no border before a digit.
            case address1 = "address_1"
        }
    }

    public struct Accessibility: Encodable, Sendable, Equatable {
        public let id: String
        public let locationId: String
        public let description: String
    }

    public struct PhoneNumber: Encodable, Sendable, Equatable {
        public let id: String
        public var serviceId: String?
        public var organizationId: String?
        public let number: String
        public var description: String?
    }

    public struct Times: Encodable, Sendable, Equatable {
        public var id: String
        public var serviceId: String
        /// "WEEKLY" or "MONTHLY".
        public var freq: String?
        public var interval: Int?
        /// "MO,TH", or "1MO" for the first Monday of a month.
        public var byday: String?
        public var bymonthday: String?
        public var dtstart: String?
        public var validFrom: String?
        public var validTo: String?
        public var opensAt: String?
        public var closesAt: String?
        public var description: String?
    }

    public struct Area: Encodable, Sendable, Equatable {
        public let id: String
        public let serviceId: String
        public let name: String
    }

    public struct Tongue: Encodable, Sendable, Equatable {
        public let id: String
        public let serviceId: String
        public let name: String
    }

    public struct Cost: Encodable, Sendable, Equatable {
        public var id: String
        public var serviceId: String
        public var option: String?
        public var currency: String?
        /// In pounds.
        public var amount: Double?
        public var amountDescription: String?
    }

    /// A role or a team, never somebody by name.
    public struct Person: Encodable, Sendable, Equatable {
        public let id: String
        public let serviceId: String
        public let name: String?
        public let title: String?
        public let email: String?
    }

    public struct Attribute: Encodable, Sendable, Equatable {
        public let id: String
        public let linkId: String
        public let linkEntity: String
        public let taxonomyTermId: String
        public let taxonomyTerm: TaxonomyTerm
    }

    public struct TaxonomyTerm: Encodable, Sendable, Equatable {
        public let id: String
        public let code: String?
        public let name: String
        public let description: String
        public let taxonomy: String
        public let taxonomyId: String
    }

    public struct Taxonomy: Encodable, Sendable, Equatable {
        public let id: String
        public let name: String
        public let description: String
    }

    public struct Capacity: Encodable, Sendable, Equatable {
        public let id: String
        public let serviceId: String
        public let unit: Unit
        /// 1 when new people are taken, 0 when they are not or only onto a waiting list.
        public let available: Int
        public let description: String
        public let updated: String

        public struct Unit: Encodable, Sendable, Equatable {
            public let id: String
            public let name: String
        }
    }
}
