import Core
import Foundation

/// How mail leaves this place.
enum Transport {
    /// A program, where one is named; otherwise files in the data folder.
    static func chosen(_ folder: DataFolder) throws -> any MailTransport {
        guard let program = Setting.sendmail.value else { return spool(folder) }
        guard program.hasPrefix("/"), isProgram(program) else {
            throw SettingProblem(
                description: """
                    \(Setting.sendmail.environmentName) must be the whole path of a program that takes mail, such as \
                    /usr/sbin/sendmail; “\(program)” is none.
                    """
            )
        }
        guard let sender = Setting.mailSender.value else {
            throw SettingProblem(
                description: """
                    \(Setting.sendmail.environmentName) is set, so \(Setting.mailSender.environmentName) must be too: the \
                    address that mail comes from, and that bounces go to.
                    """
            )
        }
        return SendmailTransport(program: program, sender: sender)
    }

    static func spool(_ folder: DataFolder) -> SpoolTransport {
        SpoolTransport(folder: folder.spool, sender: Setting.mailSender.value ?? "fingerpost@localhost")
    }

    private static func isProgram(_ path: String) -> Bool {
        var isFolder: ObjCBool = false
        return FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) && !isFolder.boolValue
            && FileManager.default.isExecutableFile(atPath: path)
    }
}
