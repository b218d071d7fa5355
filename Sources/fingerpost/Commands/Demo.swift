import ArgumentParser
import Core
import Foundation
import WebSupport

struct Demo: WritingCommand {
    static let configuration = CommandConfiguration(
        abstract: "Load the invented place Merrowbridge: its directory, people and referrals."
    )

    @OptionGroup var common: CommonOptions

    func perform(in place: Workplace, _ console: Console) async throws {
        let hash = try await PasswordHasher().hash(DemoAccounts.password)
        let folder = try Home.folder().appendingPathComponent("seed/place")
        if let summary = try await place.features.seed.load(from: folder, passwordHash: hash) {
            console.print(
                "Loaded \(summary.offers) offers by \(summary.organisations) organisations and \(summary.referrals) referrals. Everybody in them is invented."
            )
        } else {
            console.print("The demo place is there already.")
        }
        try await place.bringIndexUpToDate(console)
    }
}

/// The accounts of the demo place. They exist nowhere else.
enum DemoAccounts {
    /// One for all; it protects nothing but invented people.
    static var password: String { Setting.demoPassword.value ?? "crossroads-lantern-thistle" }

    static let names = ["linkworker", "reception", "gp", "vcse", "steward", "admin", "commissioner"]

    static var announcement: String {
        let accounts = names.map { "    \($0)@demo.fingerpost.example" }.joined(separator: "\n")
        return "Demo accounts (the password of all is \(password)):\n\(accounts)"
    }
}
