import Foundation
import GRDB

/// Which rows hold one and the same person: a practice and each link worker write down their own.
///
/// Their page shows all of them, so a wrong match would show somebody's affairs to another. It takes the same date of
/// birth and the same NHS number; or, where one of them has no number, the same name, date of birth and GP practice.
/// Somebody who asked for themself stands alone, because a stranger can type any name into that form.
struct SamePerson {
    let sealer: Sealer

    private var people: PersonStore { PersonStore(sealer: sealer) }

    /// That row first, then the others.
    func rows(of id: Person.ID, in db: Database) throws -> [Person.ID] {
        let alone: SQLRequest<Bool> = "SELECT \(SamePerson.isSelfMade("\(id)"))"
        if try alone.fetchOne(db) == true { return [id] }
        let person = try people.person(id, in: db)
        let practices = try practices(of: id, in: db)
        let request: SQLRequest<Row> = """
            SELECT id, details FROM person WHERE \(people.same(as: person)) AND id <> \(id)
                AND NOT \(SamePerson.isSelfMade("person.id"))
            """
        let others = try request.fetchAll(db).compactMap { row -> Person.ID? in
            let other: Person.ID = row["id"]
            let details = try sealer.open(Person.self, row["details"], place: "person \(other)")
            guard details.dateOfBirth == person.dateOfBirth else { return nil }
            if let one = details.nhsNumber, let two = person.nhsNumber { return one == two ? other : nil }
            return try practices.isDisjoint(with: self.practices(of: other, in: db)) ? nil : other
        }
        return [id] + others
    }

    private static func isSelfMade(_ id: SQL) -> SQL {
        "EXISTS (SELECT 1 FROM referral WHERE personID = \(id) AND origin = 'person')"
    }

    private func practices(of id: Person.ID, in db: Database) throws -> Set<Practice.Code> {
        let request: SQLRequest<Practice.Code> = """
            SELECT practiceCode FROM referral WHERE personID = \(id) AND practiceCode IS NOT NULL
            UNION SELECT practiceCode FROM episode WHERE personID = \(id) AND practiceCode IS NOT NULL
            """
        return try request.fetchSet(db)
    }
}
