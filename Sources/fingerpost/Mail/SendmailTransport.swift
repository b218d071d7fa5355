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
    /// How long it may take before it is stopped, and the message tried again later: also as long as a stop of the server
    /// waits for it. A program that puts mail into a queue of its own takes much less.
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
        case nil: throw CancellationError()
        }
    }

    private func run(_ text: String) async throws -> TerminationStatus {
        let input = try nameless(text)
        defer { try? input.close() }
        // Subprocess 1.0.2 loses or traps over descriptors of its own when there are none left.
        let nothing = try FileDescriptor.open("/dev/null", .writeOnly, options: .closeOnExec)
        defer { try? nothing.close() }
        do {
            return try await Subprocess.run(
                .path(FilePath(program)),
                arguments: ["-i", "-t", "-f", sender],
                environment: .custom(SendmailTransport.environment),
                platformOptions: SendmailTransport.alone,
                input: .fileDescriptor(input, closeAfterSpawningProcess: false),
                output: .fileDescriptor(nothing, closeAfterSpawningProcess: false),
                error: .fileDescriptor(nothing, closeAfterSpawningProcess: false)
            )
            .terminationStatus
        } catch is SubprocessError {
            throw MailProblem("The mail program did not start.")
        }
    }

    /// With whatever it starts itself, it can be stopped, and a Ctrl-C is not for it.
    private static var alone: PlatformOptions {
        var options = PlatformOptions()
        options.createSession = true
        options.teardownSequence = [
            .gracefulShutDown(toProcessGroup: true, allowedDurationToNextStep: .seconds(5)),
            .send(signal: .kill, toProcessGroup: true, allowedDurationToNextStep: .seconds(1)),
        ]
        return options
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
