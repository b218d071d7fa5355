import Core
import Foundation

/// The year, month by month, and what it came to.
struct BoroughTable {
    let figures: BoroughFigures

    /// What the issue asks for.
    static let aim = 0.98

    var text: String {
        let head = "Month  opened  referrals   ended  with consent  received    rate   days: half  nine in ten"
        let months = (0..<12).map(month)
        let loop = ["", path, "", rate, again, time] + why
        return ([head] + months + loop + ["", letters, lists, promises, verdict]).joined(separator: "\n")
    }

    private func month(_ month: Int) -> String {
        func count(_ days: [Day]) -> Int { days.count { $0 <= figures.lastDay && BoroughFigures.month($0) == month } }
        let owed = figures.owed(in: month)
        let received = owed.count { $0.receivedOn != nil }
        let days = figures.days(in: month)
        return String(
            format: "%5d  %6d  %9d  %6d  %12d  %8d  %5.1f%%  %11d  %11d",
            month + 1,
            count(figures.opened),
            count(figures.referred),
            count(figures.endings.map(\.endedOn)),
            owed.count,
            received,
            BoroughFigures.share(received, of: owed.count) * 100,
            BoroughFigures.percentile(50, of: days),
            BoroughFigures.percentile(90, of: days)
        )
    }

    private var path: String {
        func share(_ isSo: (Borough.Path) -> Bool) -> String {
            String(
                format: "%.0f",
                BoroughFigures.share(figures.paths.count(where: isSo), of: figures.paths.count) * 100
            )
        }
        return "Of every 100 people: \(share(\.reached)) reached a link worker, \(share(\.referred)) were referred on, "
            + "\(share(\.accepted)) were accepted, \(share(\.started)) started."
    }

    private var rate: String {
        String(
            format: "Closed loop: %.1f %% of %d that ended with consent (%.1f %% already on the last day of the year).",
            figures.closedLoopRate * 100,
            figures.owed().count,
            figures.rateOnTheDay * 100
        )
    }

    private var again: String {
        "\(figures.failures) answers failed at first, and a link worker or the practice found them in their list."
    }

    private var time: String {
        let days = figures.days()
        return "From the end to the receipt: half within \(BoroughFigures.percentile(50, of: days)) days, "
            + "nine in ten within \(BoroughFigures.percentile(90, of: days))."
    }

    private var why: [String] { figures.undelivered.map { "Not received: \($0.number) × \($0.why)" } }

    private var letters: String {
        String(
            format: "Letters: %.2f for each doctor and week; %.2f in the worst week of any practice.",
            figures.lettersAWeek.mean,
            figures.lettersAWeek.worst
        )
    }

    private var lists: String {
        let all = figures.rows.sorted { $0.key.rawValue < $1.key.rawValue }.map { role, rows in
            String(format: "%@ %.1f (worst %d)", role.rawValue, rows.mean, rows.worst)
        }
        return "Rows that need somebody when they look: \(all.joined(separator: ", "))."
    }

    private var promises: String {
        figures.breaches.isEmpty
            ? "On no day did anybody wait on nobody, no timer fired twice (\(figures.firings) fired), and no mail of "
                + "\(figures.mails) said whom it was about."
            : "PROMISES BROKEN (\(figures.breaches.count)):\n" + figures.breaches.prefix(20).joined(separator: "\n")
    }

    private var verdict: String {
        let isReached = figures.closedLoopRate >= BoroughTable.aim && figures.breaches.isEmpty
        return String(
            format: "The aim (%.0f %% and no promise broken) is %@.",
            BoroughTable.aim * 100,
            isReached ? "reached" : "missed"
        )
    }
}
