import Foundation

/// What was measured at one size, a line for each figure.
struct Table {
    let title: String
    private var rows: [(what: String, figure: String, aim: String)] = []

    init(_ title: String) { self.title = title }

    mutating func add(_ what: String, _ figure: String, aim: String = "") { rows.append((what, figure, aim)) }

    /// A ratio with the least or the most that it should be.
    mutating func add(_ what: String, ratio: Double, atLeast least: Double) {
        let verdict = ratio >= least ? "reached" : "missed"
        add(what, String(format: "%.2f", ratio), aim: String(format: "at least %.2f: ", least) + verdict)
    }

    mutating func add(_ what: String, ratio: Double, atMost most: Double, unit: String = "") {
        let verdict = ratio <= most ? "reached" : "missed"
        add(what, String(format: "%.2f", ratio) + unit, aim: String(format: "at most %g", most) + unit + ": " + verdict)
    }

    var text: String {
        let widths = (rows.map(\.what.count).max() ?? 0, rows.map(\.figure.count).max() ?? 0)
        let lines = rows.map { row in
            let what = row.what.padding(toLength: widths.0 + 2, withPad: " ", startingAt: 0)
            let figure = String(repeating: " ", count: widths.1 - row.figure.count) + row.figure
            return row.aim.isEmpty ? what + figure : what + figure + "   " + row.aim
        }
        return "\n\(title)\n\(String(repeating: "-", count: title.count))\n" + lines.joined(separator: "\n")
    }
}
