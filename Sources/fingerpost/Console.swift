import Foundation

/// Where a command says things and reads from: a terminal, or the other end of the control socket.
struct Console: Sendable {
    /// What relative paths on the command line are relative to.
    let workingFolder: URL
    let print: @Sendable (String) -> Void
    let progress: @Sendable (_ done: Int, _ total: Int, _ what: String) -> Void
    let readLine: @Sendable (_ prompt: String) throws -> String?

    func file(_ path: String) -> URL { URL(fileURLWithPath: path, relativeTo: workingFolder).absoluteURL }

    /// The same, but what it reads comes from elsewhere.
    func reading(_ readLine: @escaping @Sendable (_ prompt: String) throws -> String?) -> Console {
        Console(workingFolder: workingFolder, print: print, progress: progress, readLine: readLine)
    }

    static func terminal() -> Console {
        let line = ProgressLine()
        return Console(
            workingFolder: URL(fileURLWithPath: FileManager.default.currentDirectoryPath, isDirectory: true),
            print: { text in
                line.end()
                Swift.print(text)
            },
            progress: { line.show($0, of: $1, $2) },
            readLine: { prompt in
                FileHandle.standardError.write(Data(prompt.utf8))
                return Swift.readLine()
            }
        )
    }
}
