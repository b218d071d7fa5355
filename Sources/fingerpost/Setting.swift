import Configuration
import Core
import Foundation

/// Every setting, read from the environment; the README has a table of them, and a test compares the two.
enum Setting: String, CaseIterable {
    case data
    case home
    case host
    case port
    case publicURL = "public.url"
    case placeName = "place.name"
    case keyFile = "key.file"
    case mailSender = "mail.sender"
    case sendmail
    case measures
    case dailyCheck = "daily.check"
    case trustedProxies = "trusted.proxies"
    case privateFeeds = "private.feeds"
    case demoPassword = "demo.password"
    case logLevel = "log.level"

    /// `FINGERPOST_PUBLIC_URL`.
    var environmentName: String {
        "FINGERPOST_" + rawValue.uppercased().replacingOccurrences(of: ".", with: "_")
    }

    private static let reader = ConfigReader(provider: EnvironmentVariablesProvider()).scoped(to: "fingerpost")

    /// Nil when it is not set, or empty.
    var value: String? {
        Setting.reader.string(
            forKey: ConfigKey(rawValue.split(separator: ".").map(String.init)),
            isSecret: self == .demoPassword
        )
        .flatMap { $0.isEmpty ? nil : $0 }
    }

    /// Whether the schedule may read feeds in a private network.
    static var allowsPrivateFeeds: Bool { Setting.privateFeeds.value == "yes" }

    func integer(or standard: Int, in range: ClosedRange<Int>) throws -> Int {
        guard let value else { return standard }
        guard let number = Int(value), range.contains(number) else {
            throw SettingProblem(
                description:
                    "\(environmentName) must be a whole number from \(range.lowerBound) to \(range.upperBound), not “\(value)”."
            )
        }
        return number
    }
}

struct SettingProblem: Error, CustomStringConvertible {
    let description: String
}

/// The folder with `templates`, `public` and `seed`: where we stand, or where the program was built.
enum Home {
    static func folder() throws -> URL {
        if let named = Setting.home.value { return URL(fileURLWithPath: named, isDirectory: true) }
        let here = URL(fileURLWithPath: FileManager.default.currentDirectoryPath, isDirectory: true)
        var program = (Bundle.main.executableURL ?? here).resolvingSymlinksInPath()
        var candidates = [here]
        for _ in 0..<6 {
            program.deleteLastPathComponent()
            candidates.append(program)
        }
        let found = candidates.first { folder in
            ["templates", "seed"].allSatisfy {
                FileManager.default.fileExists(atPath: folder.appendingPathComponent($0).path)
            }
        }
        guard let found else {
            throw SettingProblem(
                description:
                    "The folders `templates` and `seed` were not found. Start Fingerpost in its own folder, or set FINGERPOST_HOME."
            )
        }
        return found
    }
}
