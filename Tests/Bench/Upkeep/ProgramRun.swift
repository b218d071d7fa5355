import Foundation

#if canImport(Glibc)
    import Glibc
#endif

/// The program, run once to its end.
struct ProgramRun {
    /// Of the processors.
    let seconds: Double
    /// Of 1,000,000 bytes.
    let peakMegabytes: Double

    /// Often enough: the most that a process ever had is asked for, and only its last moments can be missed.
    private static let pause = 0.02

    init(_ program: URL, home: URL, _ arguments: [String]) throws {
        let process = Process()
        (process.executableURL, process.arguments) = (program, arguments)
        process.environment = ProcessInfo.processInfo.environment.merging(["FINGERPOST_HOME": home.path]) { $1 }
        process.standardOutput = FileHandle.nullDevice
        process.standardError = FileHandle.nullDevice
        let start = processorTime(RUSAGE_CHILDREN)
        try process.run()
        var peak = 0.0
        while process.isRunning {
            peak = max(peak, ServerProcess.megabytes("VmHWM:", of: process.processIdentifier) ?? 0)
            Thread.sleep(forTimeInterval: ProgramRun.pause)
        }
        process.waitUntilExit()
        guard process.terminationStatus == 0 else {
            throw Connection.Problem(text: "\(arguments.first ?? "") ended with \(process.terminationStatus)")
        }
        (seconds, peakMegabytes) = (processorTime(RUSAGE_CHILDREN) - start, peak)
    }
}
