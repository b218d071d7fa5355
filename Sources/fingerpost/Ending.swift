import ArgumentParser
import Core
import Foundation
import SearchIndex
import WebSupport

#if canImport(Glibc)
    import Glibc
#endif

/// How a command ends that did not succeed: one clear sentence on standard error, and a code that says whose mistake it was.
enum Ending {
    static func end(_ error: any Error) -> Never {
        if let sentence = sentence(for: error) {
            say(sentence)
            exit(1)
        }
        let code = Fingerpost.exitCode(for: error)
        if code == .success {
            print(Fingerpost.fullMessage(for: error))
            exit(0)
        }
        let message = Fingerpost.fullMessage(for: error)
        if !message.isEmpty { FileHandle.standardError.write(Data((message + "\n").utf8)) }
        exit(code == .validationFailure ? 2 : 1)
    }

    static func say(_ sentence: String) {
        FileHandle.standardError.write(Data("fingerpost: \(sentence)\n".utf8))
    }

    /// Nil for what the argument parser has to say itself.
    static func sentence(for error: any Error) -> String? {
        switch error {
        case let failure as Failure: failure.sentence
        case let inUse as DataFolder.InUse: inUse.sentence
        case let error as SearchIndexError: index(error)
        case is TemplateError, is StaticFiles.Problem, is TrustedProxies.Unreadable, is SettingProblem: "\(error)"
        case is ExitCode, is CleanExit, is ValidationError: nil
        default: ServerProblem.sentence(for: error) ?? unexpected(error)
        }
    }

    private static func index(_ error: SearchIndexError) -> String {
        error.code == .locked
            ? "Another process is writing the search index. Stop it first."
            : "The search index cannot be used (\(error.code.rawValue)). Run `fingerpost reindex`."
    }

    /// The parser's own errors have a code of their own; anything else is a fault of ours or of the machine.
    private static func unexpected(_ error: any Error) -> String? {
        let isParsers = String(reflecting: type(of: error)).hasPrefix("ArgumentParser.")
        return isParsers ? nil : "Something unexpected went wrong (\(type(of: error))). Nothing half-done was kept."
    }
}
