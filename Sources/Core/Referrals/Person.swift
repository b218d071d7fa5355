import Foundation

/// Somebody who is referred; all of it is encrypted at rest.
public struct Person: Codable, Equatable, Sendable {
    public var name: String
    public var dateOfBirth: Day
    /// Ten digits, when known; plausible, not verified.
    public var nhsNumber: String?
    public var phone: String?
    public var email: String?
    public var address: String?

    public init(
        name: String,
        dateOfBirth: Day,
        nhsNumber: String? = nil,
        phone: String? = nil,
        email: String? = nil,
        address: String? = nil
    ) {
        self.name = name
        self.dateOfBirth = dateOfBirth
        self.nhsNumber = nhsNumber
        self.phone = phone
        self.email = email
        self.address = address
    }

    public typealias ID = Identifier<Person>
}

/// One thing about a person that may be shared with an organisation, or not.
public enum SharedField: String, Codable, Sendable, CaseIterable {
    case name
    case dateOfBirth = "date of birth"
    case nhsNumber = "NHS number"
    case phone
    case email
    case address
    case reason
}

extension Person {
    /// What could be shared of them: what is written down.
    var known: Set<SharedField> {
        var known: Set<SharedField> = [.name, .dateOfBirth, .reason]
        if nhsNumber != nil { known.insert(.nhsNumber) }
        if phone != nil { known.insert(.phone) }
        if email != nil { known.insert(.email) }
        if address != nil { known.insert(.address) }
        return known
    }

    /// With what is already known in place of what is empty.
    func filled(from known: Person) -> Person {
        var person = self
        person.nhsNumber = nhsNumber ?? known.nhsNumber
        person.phone = phone ?? known.phone
        person.email = email ?? known.email
        person.address = address ?? known.address
        return person
    }

    /// In whole years.
    func age(on day: Day) -> Int {
        let hadBirthday = (day.month, day.day) >= (dateOfBirth.month, dateOfBirth.day)
        return day.year - dateOfBirth.year - (hadBirthday ? 0 : 1)
    }

    /// How they can be reached.
    var ways: Set<SharedField> {
        let ways: [(SharedField, String?)] = [(.phone, phone), (.email, email), (.address, address)]
        return Set(ways.filter { $0.1 != nil }.map(\.0))
    }

    /// What is wrong with the details, by form field.
    func problems(today: Day) -> [String: String] {
        var problems: [String: String] = [:]
        if name.isEmpty { problems["name"] = "Enter the person's name." }
        if dateOfBirth > today { problems["dob"] = "The date of birth must be in the past." }
        if dateOfBirth.year < today.year - 125 {
            problems["dob"] = "The date of birth is too long ago. Check the year."
        }
        if let number = nhsNumber { problems["nhs-number"] = NHSNumber.problem(with: number) }
        return problems
    }

    /// What is left when only those fields are shared; a name is always there, without it nobody can be met.
    public func sharing(_ fields: Set<SharedField>) -> SharedPerson {
        SharedPerson(
            name: name,
            dateOfBirth: fields.contains(.dateOfBirth) ? dateOfBirth : nil,
            nhsNumber: fields.contains(.nhsNumber) ? nhsNumber : nil,
            phone: fields.contains(.phone) ? phone : nil,
            email: fields.contains(.email) ? email : nil,
            address: fields.contains(.address) ? address : nil
        )
    }
}

/// A person as somebody may see them: what was not shared is nil.
public struct SharedPerson: Equatable, Sendable {
    public var name: String
    public var dateOfBirth: Day?
    public var nhsNumber: String?
    public var phone: String?
    public var email: String?
    public var address: String?

    public init(
        name: String,
        dateOfBirth: Day? = nil,
        nhsNumber: String? = nil,
        phone: String? = nil,
        email: String? = nil,
        address: String? = nil
    ) {
        self.name = name
        self.dateOfBirth = dateOfBirth
        self.nhsNumber = nhsNumber
        self.phone = phone
        self.email = email
        self.address = address
    }
}
