import Foundation
import Yams

/// The seed place as it is written in `seed/place`: YAML for people to read and change.
struct SeedFiles {
    var places: [SeedLocation] = []
    var organisations: [SeedOrganisation] = []
    var people: SeedPeople
    var referrals: [SeedReferral]
    var past: SeedPast
    var editing: SeedEditing

    /// - Throws: `Failure.unavailable` with the file and what is wrong in it.
    init(folder: URL) throws {
        people = try SeedFiles.decode(SeedPeople.self, from: folder.appendingPathComponent("people.yaml"))
        referrals = try SeedFiles.decode([SeedReferral].self, from: folder.appendingPathComponent("referrals.yaml"))
        past = try SeedFiles.decode(SeedPast.self, from: folder.appendingPathComponent("past.yaml"))
        referrals += past.referrals.enumerated().map { SeedPast.referral($0.element, $0.offset) }
        editing = try SeedFiles.decode(SeedEditing.self, from: folder.appendingPathComponent("editing.yaml"))
        let directory = folder.appendingPathComponent("directory", isDirectory: true)
        let names = (try? FileManager.default.contentsOfDirectory(atPath: directory.path)) ?? []
        for name in names.sorted() where name.hasSuffix(".yaml") {
            let file = try SeedFiles.decode(SeedDirectory.self, from: directory.appendingPathComponent(name))
            places += file.places ?? []
            organisations += file.organisations
        }
    }

    /// The accounts as written, and one for each organisation that has none, so that everybody can be referred to.
    var peopleAtEveryOrganisation: SeedPeople {
        var people = people
        let present = Set(people.accounts.compactMap(\.organisation))
        people.accounts += organisations.filter { !present.contains($0.key) }.map {
            SeedAccount(
                email: "\($0.key)@demo.fingerpost.example",
                name: "Volunteer at \($0.name)",
                role: .organisation,
                organisation: $0.key
            )
        }
        return people
    }

    private static func decode<Value: Decodable>(_ type: Value.Type, from file: URL) throws -> Value {
        guard let text = try? String(contentsOf: file, encoding: .utf8) else {
            throw Failure.unavailable("The seed file \(file.path) cannot be read.")
        }
        do {
            guard let node = try Yams.compose(yaml: text) else {
                throw YamlError.dataCouldNotBeDecoded(encoding: .utf8)
            }
            return try YAMLDecoder().decode(type, from: camelCased(node))
        } catch {
            throw Failure.unavailable("The seed file \(file.path) cannot be used: \(error)")
        }
    }

    /// `getting_there` in the files is `gettingThere` here.
    static func camelCased(_ node: Node) -> Node {
        switch node {
        case .mapping(let mapping):
            let pairs = mapping.map { (Node(camelCased($0.key.string ?? "")), camelCased($0.value)) }
            return Node(pairs, mapping.tag, mapping.style)
        case .sequence(let sequence):
            return Node(sequence.map(camelCased), sequence.tag, sequence.style)
        default:
            return node
        }
    }

    /// The other way round, for a sentence about a file.
    static func snakeCased(_ key: String) -> String {
        key.map { $0.isUppercase ? "_" + $0.lowercased() : String($0) }.joined()
    }

    private static func camelCased(_ key: String) -> String {
        let words = key.split(separator: "_")
        return words.prefix(1).joined() + words.dropFirst().map { $0.prefix(1).uppercased() + $0.dropFirst() }.joined()
    }
}

struct SeedDirectory: Decodable {
    var places: [SeedLocation]?
    var organisations: [SeedOrganisation]
}

struct SeedLocation: Decodable {
    var key: String
    var name: String
    var address: String
    var city: String?
    var postcode: String
    var latitude: Double
    var longitude: Double
    var access: [String]?
    var gettingThere: String?
}

struct SeedOrganisation: Decodable {
    var key: String
    var name: String
    var kind: String?
    var description: String
    var website: String?
    var email: String?
    var phone: String?
    var offers: [SeedOffer]
}

struct SeedOffer: Decodable {
    var key: String
    var name: String
    var description: String
    var needs: [String]
    var eligibility: String?
    var ages: String?
    var audience: [Offer.Audience]?
    var how: [Offer.Way]?
    var join: [Offer.Joining]?
    var howToRefer: String?
    var neededFields: [SharedField]?
    var places: [String]?
    var confidentialAddress: Bool?
    var areas: [String]?
    var times: [Time]?
    var season: Season?
    var cost: [Cost]?
    var phone: String?
    var email: String?
    var contactRole: String?
    var languages: [String]?
    var firstVisit: String?
    var introduce: String?
    var takingPeople: String?
    var wait: String?
    var status: String?
    var confirmed: Confirmed
    var everyDays: Int?

    struct Time: Decodable {
        var days: [Weekday]?
        var from: String?
        var to: String?
        var every: Int?
        var weekOfMonth: Int?
        var note: String?
    }

    /// Month and day, `11-01`.
    struct Season: Decodable {
        var from: String
        var to: String
    }

    struct Cost: Decodable {
        /// In pounds.
        var amount: Double?
        var per: String?
        var note: String?
    }

    /// The word `never`, or how long ago and by whom.
    enum Confirmed: Decodable {
        case never
        case before(days: Int, by: String)

        private enum CodingKeys: String, CodingKey { case daysAgo, by }

        init(from decoder: any Decoder) throws {
            guard let fields = try? decoder.container(keyedBy: CodingKeys.self) else {
                self = .never
                return
            }
            self = .before(
                days: try fields.decode(Int.self, forKey: .daysAgo),
                by: try fields.decode(String.self, forKey: .by)
            )
        }
    }
}

struct SeedPeople: Decodable {
    var practices: [SeedPractice]
    var accounts: [SeedAccount]
}

struct SeedPractice: Decodable {
    var code: String
    var name: String
    var address: String
    var postcode: String
    var phone: String?
    var way: Practice.Way?
}

struct SeedAccount: Decodable {
    var email: String
    var name: String
    var role: Role
    var practice: String?
    var organisation: String?

    private enum CodingKeys: String, CodingKey { case email, name, role, practice, organisation }
}

struct SeedReferral: Decodable {
    var person: SeedPerson
    /// Nil: no known practice.
    var practice: String?
    var by: String
    var offer: String
    var reason: String
    var share: [String]
    var reportBack: Bool
    var consent: Consent.Method
    var daysAgo: Int
    var priority: Referral.Priority?
    var followUp: Bool?
    var safetyNote: String?
    var accompaniedInDays: Int?
    /// What the link worker wrote down about the person.
    var matters: String?
    var needs: [String]?
    var risk: EpisodePlan.Risk?
    var riskNote: String?
    /// A name for `after` of a later one, which goes on from this one.
    var key: String?
    var after: String?
    /// Not sent yet.
    var draft: Bool?
    var moves: [Move]?
    var measures: [SeedAnswer]?

    struct SeedPerson: Decodable {
        var name: String
        var born: String
        var nhsNumber: String?
        var phone: String?
        var email: String?
        var address: String?
    }

    struct Move: Decodable {
        var move: String
        var daysAgo: Int
        var expectedInDays: Int?
        var reason: String?
        var note: String?
        var engaged: Outcome.Engaged?
        var helped: Outcome.Helped?
        var saidBy: Outcome.Source?
        var words: String?
        var remaining: String?
        var ask: String?
        var matters: String?
        /// Of a try to reach the person.
        var channel: ContactAttempt.Channel?
        var result: ContactAttempt.Result?
    }
}
