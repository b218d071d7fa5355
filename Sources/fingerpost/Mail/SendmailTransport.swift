import Core
import Foundation
import Subprocess
import SystemPackage

/// Hands each message to a program that speaks `sendmail -t`, such as msmtp or the one of Postfix or Exim.
///
/// The message goes to its standard input, so that no address stands among the machine's processes.
struct SendmailTransport: MailTransport {
    let program: String
    let sender: String
    /// How long it may take before it is stopped, and the message tried again later.
    var patience = Duration.seconds(60)

    func deliver(_ message: OutboxMessage) async throws {
        // As every other program here hands it mail: with the machine's own line ends.
        let text = MailFormat.text(message, sender: sender).replacingOccurrences(of: "\r\n", with: "\n")
        let ending = try await withThrowingTaskGroup { tasks in
            tasks.addTask { try await run(text) }
            tasks.addTask {
                try await Task.sleep(for: patience)
                throw MailProblem("The mail program took longer than \(patience.components.seconds) seconds.")
            }
            defer { tasks.cancelAll() }
            return try await tasks.next()
        }
        switch ending {
        case .exited(0): break
        case .exited(let code): throw MailProblem("The mail program ended with code \(code).")
        case .signaled(let signal): throw MailProblem("The mail program was ended by signal \(signal).")
        case nil: throw MailProblem("The mail program did not start.")
        }
    }

    private func run(_ text: String) async throws -> TerminationStatus {
        try await Subprocess.run(
            .path(FilePath(program)),
            arguments: ["-i", "-t", "-f", sender],
            environment: .custom(SendmailTransport.environment),
            input: .fileDescriptor(try nameless(text), closeAfterSpawningProcess: true),
            output: .discarded,
            error: .discarded
        )
        .terminationStatus
    }

    /// A file that has lost its name. Through a pipe, a program that ends before it has read everything would end ours
    /// with it (SIGPIPE, and a failed precondition in Subprocess 1.0.2).
    private func nameless(_ text: String) throws -> FileDescriptor {
        let path = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString).path
        let file = try FileDescriptor.open(
            path,
            .readWrite,
            options: [.create, .exclusiveCreate, .closeOnExec],
            permissions: .ownerReadWrite
        )
        unlink(path)
        do {
            try file.writeAll(text.utf8)
            try file.seek(offset: 0, from: .start)
        } catch {
            try? file.close()
            throw error
        }
        return file
    }

    /// What finds its settings; none of ours, among which is a password.
    private static var environment: [Environment.Key: String] {
        ["PATH", "HOME", "USER", "LOGNAME", "LANG"].reduce(into: [:]) { kept, name in
            kept[Environment.Key(stringLiteral: name)] = ProcessInfo.processInfo.environment[name]
        }
    }
}

/// How mail leaves this place.
enum Transport {
    /// A program, where one is named; otherwise files in the data folder.
    static func chosen(_ folder: DataFolder) throws -> any MailTransport {
        let sender = Setting.mailSender.value ?? "fingerpost@localhost"
        guard let program = Setting.sendmail.value else {
            return SpoolTransport(folder: folder.spool, sender: sender)
        }
        guard program.hasPrefix("/"), FileManager.default.isExecutableFile(atPath: program) else {
            throw SettingProblem(
                description: """
                    \(Setting.sendmail.environmentName) must be the whole path of a program that takes mail, such as \
                    /usr/sbin/sendmail; “\(program)” is none.
                    """
            )
        }
        return SendmailTransport(program: program, sender: sender)
    }
}
