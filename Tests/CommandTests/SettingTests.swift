import Foundation
import TestSupport
import Testing

@testable import fingerpost

@Suite struct SettingTests {
    /// A setting that is not in the README does not exist for an operator.
    @Test(arguments: Setting.allCases)
    func standsInTheREADME(_ setting: Setting) throws {
        let readme = try String(contentsOf: TestPlace.root.appendingPathComponent("README.md"), encoding: .utf8)
        #expect(readme.contains("| `\(setting.environmentName)` |"))
    }

    @Test func subcommandsStandInTheREADME() throws {
        let readme = try String(contentsOf: TestPlace.root.appendingPathComponent("README.md"), encoding: .utf8)
        for command in Fingerpost.configuration.subcommands {
            let name = command.configuration.commandName ?? "\(command)".lowercased()
            #expect(readme.contains("| `fingerpost \(name)"), "\(name)")
        }
    }
}
