import Foundation
import GRDB
import Synchronization

/// The statements that were asked of a database, each once.
final class StatementJournal: Sendable {
    private let statements = Mutex<Set<String>>([])

    var all: Set<String> { statements.withLock { $0 } }

    func note(_ sql: String) {
        statements.withLock { _ = $0.insert(sql.trimmingCharacters(in: .whitespacesAndNewlines)) }
    }
}

/// How SQLite would answer, by `EXPLAIN QUERY PLAN`: what it reads from end to end.
///
/// Values are left open, as they are when a statement is prepared. Nothing runs `ANALYZE`, so that a plan is the same
/// for ten rows and for ten million.
struct QueryPlans {
    let db: Database
    let tables: Set<String>

    init(_ db: Database) throws {
        self.db = db
        tables = try Set(String.fetchAll(db, sql: "SELECT name FROM sqlite_master WHERE type = 'table'"))
    }

    /// The tables that a statement reads from end to end, with the line of the plan that says so.
    func scans(of sql: String) throws -> [(table: String, line: String)] {
        let verb = sql.prefix { $0.isLetter }.uppercased()
        guard ["SELECT", "WITH", "UPDATE", "DELETE", "INSERT"].contains(verb) else { return [] }
        return try plan(of: sql).compactMap { line in
            let words = line.split(separator: " ").map(String.init)
            guard words.first == "SCAN", words.count > 1, let table = tableName(of: words[1], in: sql) else {
                return nil
            }
            return (table, line)
        }
    }

    private func plan(of sql: String) throws -> [String] {
        let statement = try db.makeStatement(sql: "EXPLAIN QUERY PLAN " + sql)
        statement.setUncheckedArguments(StatementArguments())
        return try Row.fetchAll(statement).map { $0["detail"] }
    }

    /// The plan says the name that a statement gives to a table; nil for what is no table.
    private func tableName(of name: String, in sql: String) -> String? {
        if tables.contains(name) { return name }
        let words = sql.split { !$0.isLetter && !$0.isNumber && $0 != "_" }.map(String.init)
        for (position, word) in words.enumerated() where word == name && position > 0 {
            let before =
                words[position - 1].uppercased() == "AS" && position > 1 ? words[position - 2] : words[position - 1]
            if tables.contains(before) { return before }
        }
        return nil
    }
}
