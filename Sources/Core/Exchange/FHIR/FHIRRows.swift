import Foundation
import GRDB

/// What can be found by a search: rows with one column for each parameter, from which a page of identifiers is taken.
///
/// Pages are in the order of identifiers, which never changes: what comes or goes between two of them neither repeats
/// nor hides another.
struct FHIRRows {
    let kind: FHIR.Kind
    /// A `SELECT` of `id`, `at` (its last change) and the columns that `column` names.
    let rows: SQL

    struct Key: Sendable {
        let id: String
        let at: Date
    }

    func page(_ search: FHIR.Search, in db: Database) throws -> (keys: [Key], total: Int, next: String?) {
        let conditions = try conditions(of: search)
        let counting: SQLRequest<Int> = "SELECT COUNT(*) FROM (\(rows)) AS found WHERE \(conditions)"
        let total = try counting.fetchOne(db) ?? 0
        guard search.count > 0 else { return ([], total, nil) }
        let after: SQL = search.after.map { " AND id > \($0)" } ?? ""
        let request: SQLRequest<Row> = """
            SELECT id, at FROM (\(rows)) AS found WHERE \(conditions)\(after) ORDER BY id LIMIT \(search.count + 1)
            """
        let keys = try request.fetchAll(db).map { Key(id: $0["id"], at: $0["at"]) }
        let page = Array(keys.prefix(search.count))
        return (page, total, keys.count > page.count ? page.last?.id : nil)
    }

    // MARK: Conditions

    private func conditions(of search: FHIR.Search) throws -> SQL {
        var all: [SQL] = ["1"]
        for (parameter, lists) in search.values {
            for values in lists { all.append(try any(of: values, parameter)) }
        }
        for (parameter, lists) in search.dates {
            let column = column(parameter)
            for dates in lists { all.append(either(dates.map { compare(column, $0) })) }
        }
        all += search.names.map { either($0.map(compare)) }
        return all.joined(separator: " AND ")
    }

    private func column(_ parameter: FHIR.Parameter) -> SQL {
        switch parameter {
        case .id: "id"
        case .lastUpdated: "at"
        case .name: "name"
        case .organization: "organization"
        case .status: "state"
        case .authored: "authored"
        case .owner: "owner"
        case .focus, .basedOn: "request"
        }
    }

    private func any(of values: [String], _ parameter: FHIR.Parameter) throws -> SQL {
        if parameter == .status { return either(try values.map(status)) }
        return "\(column(parameter)) IN \(values)"
    }

    /// The states that are called so, by the one table.
    private func status(_ text: String) throws -> SQL {
        let isTask = kind == .task
        let known = isTask ? FHIRStatus.TaskStatus(rawValue: text) != nil : FHIRStatus.Request(rawValue: text) != nil
        guard known else { throw Failure.invalid(["status": "status has no value “\(text)” here."]) }
        let rows = FHIRStatus.table.filter { (isTask ? $0.task.rawValue : $0.request.rawValue) == text }
        return either(
            rows.map { row in
                guard let closure = row.closure else { return "state = \(row.state)" }
                return "(state = \(row.state) AND closure = \(closure.rawValue))"
            }
        )
    }

    private func compare(_ column: SQL, _ date: FHIR.DateCondition) -> SQL {
        switch date.prefix {
        case .eq: "(\(column) >= \(date.from) AND \(column) < \(date.until))"
        case .ne: "(\(column) < \(date.from) OR \(column) >= \(date.until))"
        case .gt, .sa: "\(column) >= \(date.until)"
        case .ge: "\(column) >= \(date.from)"
        case .lt, .eb: "\(column) < \(date.from)"
        case .le: "\(column) < \(date.until)"
        }
    }

    private func compare(_ name: FHIR.NameCondition) -> SQL {
        let plain = FHIRName.plain(name.text)
        return switch name.match {
        case .exact: "name = \(name.text)"
        case .begins: "instr(plainName(name), \(plain)) = 1"
        case .contains: "instr(plainName(name), \(plain)) > 0"
        }
    }

    private func either(_ conditions: [SQL]) -> SQL {
        conditions.isEmpty ? "0" : "(\(conditions.joined(separator: " OR ")))"
    }
}
