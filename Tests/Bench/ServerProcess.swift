import Foundation

/// The program under test, serving a data folder in a process of its own.
final class ServerProcess {
    let port: Int
    /// In seconds, from its start to the first "ready".
    let secondsToReady: Double
    private let process = Process()

    private static let longest = Duration.seconds(120)

    init(program: URL, home: URL, data: URL) throws {
        port = try ServerProcess.freePort()
        process.executableURL = program
        process.arguments = ["serve", "--data", data.path, "--port", String(port)]
        process.environment = ProcessInfo.processInfo.environment.merging(["FINGERPOST_HOME": home.path]) { $1 }
        process.standardOutput = FileHandle.nullDevice
        process.standardError = FileHandle.nullDevice
        let start = ContinuousClock.now
        try process.run()
        while (try? Connection(port: port).get("/health/ready")) != 200 {
            guard process.isRunning, ContinuousClock.now - start < ServerProcess.longest else {
                throw Connection.Problem(text: "the server did not get ready")
            }
            Thread.sleep(forTimeInterval: 0.002)
        }
        secondsToReady = (ContinuousClock.now - start).seconds
    }

    func stop() {
        process.terminate()
        process.waitUntilExit()
    }

    /// What of it is in memory, in megabytes of 1,000,000 bytes: now and at most.
    func memory() throws -> (now: Double, peak: Double) {
        let text = try String(contentsOfFile: "/proc/\(process.processIdentifier)/status", encoding: .utf8)
        func megabytes(_ name: String) -> Double {
            let line = text.split(separator: "\n").first { $0.hasPrefix(name) } ?? ""
            return (Double(line.filter(\.isNumber)) ?? .nan) * 1_024 / 1e6
        }
        return (megabytes("VmRSS:"), megabytes("VmHWM:"))
    }

    private static func freePort() throws -> Int {
        let server = Foundation.socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        defer { close(server) }
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = UInt32(0x7f00_0001).bigEndian
        var size = socklen_t(MemoryLayout<sockaddr_in>.size)
        let result = withUnsafeMutablePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                bind(server, $0, size) == 0 && getsockname(server, $0, &size) == 0
            }
        }
        guard result else { throw Connection.Problem(text: "there is no free port") }
        return Int(UInt16(bigEndian: address.sin_port))
    }
}
