import Foundation
import GRDB

/// The SQL of people who are referred. Their details are sealed; two keyed hashes find them again.
struct PersonStore {
    let sealer: Sealer

    func insert(_ person: Person, id: Person.ID, at now: Date, in db: Database) throws {
        let tidy = try person.tidied()
        let details = try sealer.seal(tidy, place: "person \(id)")
        try db.execute(
            literal: """
                INSERT INTO person (id, details, nhsNumberHash, nameBirthHash, createdAt)
                VALUES (\(id), \(details), \(tidy.nhsNumber.map(sealer.keyedHash)), \(nameBirthHash(tidy)), \(now))
                """
        )
    }

    /// The newest details replace the older ones.
    func update(_ person: Person, id: Person.ID, in db: Database) throws {
        let tidy = try person.tidied()
        let details = try sealer.seal(tidy, place: "person \(id)")
        try db.execute(
            literal: """
                UPDATE person SET details = \(details), nhsNumberHash = \(tidy.nhsNumber.map(sealer.keyedHash)),
                    nameBirthHash = \(nameBirthHash(tidy))
                WHERE id = \(id)
                """
        )
    }

    func person(_ id: Person.ID, in db: Database) throws -> Person {
        guard let details = try Data.fetchOne(db, sql: "SELECT details FROM person WHERE id = ?", arguments: [id])
        else { throw Failure.notFound }
        return try sealer.open(Person.self, details, place: "person \(id)")
    }

    /// A condition on `person`: the rows that hold the same person, by NHS number, or by name and date of birth.
    func same(as person: Person) -> SQL {
        let byName: SQL = "person.nameBirthHash = \(nameBirthHash(person))"
        guard let number = try? person.nhsNumber.map({ try NHSNumber($0).digits }) else { return byName }
        return "(person.nhsNumberHash = \(sealer.keyedHash(number)) OR \(byName))"
    }

    /// Whether two that `same(as:)` brought together say different things about who it is.
    func differs(_ person: Person, from known: Person) -> Bool {
        if nameBirthHash(person) != nameBirthHash(known) { return true }
        guard let number = try? person.nhsNumber.map({ try NHSNumber($0).digits }), let other = known.nhsNumber else {
            return false
        }
        return number != other
    }

    /// Words of a name in any order and letter case, without accents and marks: "O'Neil, Seán" is "sean oneil".
    func nameBirthHash(_ person: Person) -> Data {
        let words = person.name.folding(options: [.diacriticInsensitive, .caseInsensitive], locale: nil)
            .split { $0.isWhitespace || $0 == "," || $0 == "-" }
            .map { $0.filter(\.isLetter) }.filter { !$0.isEmpty }.sorted()
        return sealer.keyedHash("\(words.joined(separator: " ")) \(person.dateOfBirth)")
    }
}

extension Person {
    /// As it is stored: the NHS number without spaces.
    func tidied() throws -> Person {
        var person = self
        person.nhsNumber = try nhsNumber.map { try NHSNumber($0).digits }
        return person
    }
}
