import Core
import Crypto
import Foundation
import GRDB
import Logging
import Synchronization

/// A clock that stands still until the borough moves it.
final class BoroughClock: Sendable {
    private let date: Mutex<Date>

    init(_ day: Day) { date = Mutex(day.start) }

    var now: Date { date.withLock { $0 } }
    var today: Day { Day(now) }
    var clock: AppClock { AppClock { self.now } }

    func set(_ day: Day, hour: Int, minute: Int = 0) {
        let date = day.start.addingTimeInterval(Double(hour * 3_600 + minute * 60))
        self.date.withLock { $0 = date }
    }
}

/// The place that the borough lives in: a real database with its organisations, practices and everybody who signs in.
struct BoroughPlace {
    struct Organisation: Sendable {
        let offer: Offer.ID
        let actor: Actor
        let isSilent: Bool
        let takesRequests: Bool
    }

    struct Practice: Sendable {
        let code: Core.Practice.Code
        let actor: Actor
        let doctors: Int
        let way: Core.Practice.Way
        let isSlow: Bool
        /// Where its mail goes; two, because a member has an own one.
        let mailboxes: Set<String>
    }

    let features: Features
    let clock: BoroughClock
    let organisations: [Organisation]
    let practices: [Practice]
    let linkWorkers: [Actor]
    let steward: Actor
    let administrator: Actor

    /// Monday, 4 January 2027; a year as good as any.
    static let firstDay = Day(iso: "2027-01-04") ?? Day(Date(timeIntervalSince1970: 1_798_761_600))

    /// - Parameters:
    ///   - folder: an empty one.
    ///   - lexicon: nothing is searched here, but the features are made with one.
    init(_ lives: AssumedLives, in folder: URL, lexicon: Lexicon, dice: inout Dice) async throws {
        clock = BoroughClock(BoroughPlace.firstDay)
        features = try BoroughPlace.features(clock, in: folder, lexicon: lexicon)
        let people = People(features: features, at: clock.now)
        organisations = try await BoroughPlace.organisations(lives, people, &dice)
        practices = try await BoroughPlace.practices(lives, people)
        var workers: [Actor] = []
        for number in 0..<lives.linkWorkers { workers.append(try await people.add("linkworker\(number)", .linkWorker)) }
        linkWorkers = workers
        steward = try await people.add("steward", .steward)
        administrator = try await people.add("administrator", .administrator)
    }

    private static func features(_ clock: BoroughClock, in folder: URL, lexicon: Lexicon) throws -> Features {
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        return try Features(
            database: AppDatabase.open(at: folder.appendingPathComponent("fingerpost.sqlite")),
            indexPath: folder.appendingPathComponent("index").path,
            clock: clock.clock,
            secret: SymmetricKey(size: .bits256),
            publicURL: "http://127.0.0.1",
            transport: SpoolTransport(folder: folder.appendingPathComponent("spool"), sender: "bench@bench.example"),
            lexicon: lexicon,
            readers: 1,
            logger: Logger(label: "borough") { _ in SwiftLogNoOpLogHandler() }
        )
    }

    /// Makes accounts.
    struct People {
        let features: Features
        let at: Date

        func add(
            _ name: String,
            _ role: Role,
            organisation: Core.Organisation.ID? = nil,
            practice: Core.Practice.Code? = nil
        ) async throws -> Actor {
            let account = Account(
                email: "\(name)@people.bench.example",
                name: name,
                role: role,
                organisationID: organisation,
                practiceCode: practice,
                passwordHash: "none",
                createdAt: at
            )
            try await features.people.add(account)
            return account.actor
        }
    }

    private static func organisations(_ lives: AssumedLives, _ people: People, _ dice: inout Dice) async throws
        -> [Organisation]
    {
        var organisations: [Organisation] = []
        let silent = Set(
            (0..<lives.organisations).shuffled(using: &dice).prefix(
                Int(Double(lives.organisations) * lives.neverAnswers)
            )
        )
        for number in 0..<lives.organisations {
            let (id, offer) = (
                Core.Organisation.ID(named: "borough \(number)"), Offer.ID(named: "borough offer \(number)")
            )
            try await insert(id, offer, number: number, at: people.at, into: people.features.database)
            organisations.append(
                Organisation(
                    offer: offer,
                    actor: try await people.add("organisation\(number)", .organisation, organisation: id),
                    isSilent: silent.contains(number),
                    takesRequests: number % 3 == 0
                )
            )
        }
        return organisations
    }

    private static func insert(
        _ id: Core.Organisation.ID,
        _ offer: Offer.ID,
        number: Int,
        at now: Date,
        into database: AppDatabase
    ) async throws {
        try await database.write { db in
            try db.execute(
                literal: """
                    INSERT INTO organisation (id, name, description, email, addedAt)
                    VALUES (\(id), \("Organisation \(number)"), '', \("org\(number)@bench.example"), \(now))
                    """
            )
            try db.execute(
                literal: """
                    INSERT INTO offer (id, organisationID, name, description, audience, ways, joining, intake, status, addedAt,
                        lastModified, confirmedAt, confirmedBy, confirmationInterval, version)
                    VALUES (\(offer), \(id), \("Offer \(number)"), '', '[]', '["in person"]',
                        \(number % 3 == 0 ? #"["self-refer","referral"]"# : #"["referral"]"#), 'open', 'active', \(now), \(now),
                        \(now), 'them', 730, 1)
                    """
            )
        }
    }

    /// Three with their page, two by e-mail, two on paper, and the third by its page and slow.
    private static func practices(_ lives: AssumedLives, _ people: People) async throws -> [Practice] {
        let ways: [Core.Practice.Way] = [.page, .email, .page, .letter, .page, .email, .letter, .page]
        var practices: [Practice] = []
        for (number, doctors) in lives.doctors.enumerated() {
            let code = Core.Practice.Code(rawValue: "B0000\(number)")
            let way = ways[number % ways.count]
            let email = way == .letter ? nil : "practice\(number)@bench.example"
            try await people.features.database.write { db in
                try Core.Practice(
                    code: code,
                    name: "Practice \(number)",
                    address: "\(number) High Street",
                    postcode: "E8 1AA",
                    phone: nil,
                    takesPart: true,
                    way: way,
                    email: email
                ).insert(db)
            }
            practices.append(
                Practice(
                    code: code,
                    actor: try await people.add("practice\(number)", .practice, practice: code),
                    doctors: doctors,
                    way: way,
                    isSlow: number == 2,
                    mailboxes: Set([email, "practice\(number)@people.bench.example"].compactMap { $0 })
                )
            )
        }
        return practices
    }
}
