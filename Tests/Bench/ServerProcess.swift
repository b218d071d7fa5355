import Foundation

/// The program under test, serving a data folder in a process of its own.
final class ServerProcess {
    let port: Int
    /// In seconds, from its start to the first "ready".
    let secondsToReady: Double
    private let process = Process()

    init(program: URL, home: URL, data: URL) throws {
        let output = Pipe()
        process.executableURL = program
        process.arguments = ["serve", "--data", data.path, "--port", "0"]
        // As behind a proxy: the requests come from many people, see `Connection.get`.
        let settings = ["FINGERPOST_HOME": home.path, "FINGERPOST_TRUSTED_PROXIES": "127.0.0.1"]
        process.environment = ProcessInfo.processInfo.environment.merging(settings) { $1 }
        process.standardOutput = output
        process.standardError = FileHandle.nullDevice
        let start = ContinuousClock.now
        try process.run()
        port = try ServerProcess.port(announcedOn: output.fileHandleForReading)
        guard try Connection(port: port).get("/health/ready") == 200 else {
            throw Connection.Problem(text: "the server is not ready")
        }
        secondsToReady = (ContinuousClock.now - start).seconds
    }

    private static func port(announcedOn output: FileHandle) throws -> Int {
        let marker = "serves on http://127.0.0.1:"
        var text = ""
        while !text.hasSuffix("\n") || !text.contains(marker) {
            let piece = output.availableData
            guard !piece.isEmpty else { throw Connection.Problem(text: "the server ended: \(text)") }
            text += String(decoding: piece, as: UTF8.self)
        }
        let digits = text.components(separatedBy: marker).last?.prefix { $0.isNumber } ?? ""
        guard let port = Int(digits) else { throw Connection.Problem(text: text) }
        return port
    }

    func stop() {
        process.terminate()
        process.waitUntilExit()
    }

    /// What of it is in memory, in megabytes of 1,000,000 bytes: now and at most.
    func memory() throws -> (now: Double, peak: Double) {
        let id = process.processIdentifier
        guard let now = ServerProcess.megabytes("VmRSS:", of: id),
            let peak = ServerProcess.megabytes("VmHWM:", of: id)
        else { throw Connection.Problem(text: "the server has ended") }
        return (now, peak)
    }

    /// A line of what the system knows of a process; nil once that is gone.
    static func megabytes(_ name: String, of process: Int32) -> Double? {
        guard let text = try? String(contentsOfFile: "/proc/\(process)/status", encoding: .utf8),
            let line = text.split(separator: "\n").first(where: { $0.hasPrefix(name) }),
            let kilobytes = Double(line.filter(\.isNumber))
        else { return nil }
        return kilobytes * 1_024 / 1e6
    }
}
