import Foundation

/// A service as Open Referral UK writes it, as far as the invented ones go.
struct ServiceRecord: Encodable {
    var id: String
    var name: String
    var description: String
    var status = "active"
    var eligibilityDescription: String?
    var minimumAge: Int?
    var maximumAge: Int?
    var applicationProcess: String?
    var email: String
    var url: String
    var lastModified: String
    var assuredDate: String?
    var assurerEmail: String?
    var organization: OrganizationRecord
    var serviceAtLocations: [Link] = []
    var schedules: [ScheduleRecord] = []
    var costOptions: [Cost] = []
    var languages: [Named] = []
    var serviceAreas: [Named] = []
    var attributes: [Attribute] = []
    var phones: [PhoneRecord] = []

    struct OrganizationRecord: Encodable {
        var id: String
        var name: String
        var description: String
        var website: String
    }

    struct Link: Encodable {
        var id: String
        var location: LocationRecord
    }

    struct LocationRecord: Encodable {
        var id: String
        var locationType = "physical"
        var name: String
        var latitude: Double
        var longitude: Double
        var addresses: [AddressRecord]
        var accessibility: [Described]
    }

    struct AddressRecord: Encodable {
        var line: String
        var city: String
        var postalCode: String
        var country = "GB"
        var addressType = "physical"

        private enum CodingKeys: String, CodingKey {
            case line = "address_1"
            case city, postalCode, country, addressType
        }
    }

    struct ScheduleRecord: Encodable {
        var freq: String?
        var byday: String?
        var opensAt: String?
        var closesAt: String?
        var description: String?
    }

    struct Cost: Encodable {
        var amount: Double?
        var option: String?
    }

    struct Attribute: Encodable {
        var taxonomyTerm: Term

        struct Term: Encodable {
            var taxonomy: String
            var code: String
            var name: String
        }
    }

    struct Named: Encodable { var name: String }
    struct Described: Encodable { var description: String }
    struct PhoneRecord: Encodable { var number: String }
}

extension ServiceRecord {
    /// One line of NDJSON for each record, written as they are made.
    static func write(_ count: Int, to file: URL, console: Console, _ record: (Int) -> ServiceRecord) throws {
        let encoder = JSONEncoder()
        encoder.keyEncodingStrategy = .convertToSnakeCase
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        try Data().write(to: file)
        let handle = try FileHandle(forWritingTo: file)
        defer { try? handle.close() }
        for first in stride(from: 0, to: count, by: 1_000) {
            var lines = Data()
            for number in first..<min(first + 1_000, count) {
                lines += try encoder.encode(record(number)) + Data("\n".utf8)
            }
            try handle.write(contentsOf: lines)
            console.show(min(first + 1_000, count), of: count, "offers invented")
        }
    }
}
