import Core
import Foundation
import Logging
import ServiceLifecycle

/// What the server does by itself every day.
enum DailyCheck: String, CaseIterable {
    case on
    case withoutLinks = "without-links"
    case off

    static func setting() throws -> DailyCheck {
        guard let text = Setting.dailyCheck.value else { return .on }
        guard let known = DailyCheck(rawValue: text) else {
            let words = allCases.map(\.rawValue).joined(separator: ", ")
            throw SettingProblem(description: "\(Setting.dailyCheck.environmentName) must be one of \(words).")
        }
        return known
    }
}

/// Looks over the directory once a day and asks those who are due, beside everything else that the server does.
///
/// Whether it is due stands in the database, so that a server that was off catches up and one that was killed goes on.
struct DailyCheckService: Service {
    let features: Features
    let kind: DailyCheck
    let logger: Logger

    /// After a start there are people waiting for pages; a crash loop must not become a loop of questions to other sites.
    private static let firstLook = Duration.seconds(300)
    private static let interval = Duration.seconds(600)

    func run() async throws {
        guard kind != .off else {
            try? await gracefulShutdown()
            return
        }
        await cancelWhenGracefulShutdown {
            let work = Task(priority: .background) {
                try? await Task.sleep(for: DailyCheckService.firstLook)
                while !Task.isCancelled {
                    await look()
                    try? await Task.sleep(for: DailyCheckService.interval)
                }
            }
            await withTaskCancellationHandler {
                await work.value
            } onCancel: {
                work.cancel()
            }
        }
    }

    /// A failure is logged by its type alone, because its words could hold an address, and is tried again.
    func look(probe: any LinkProbe = WebLinkProbe.polite) async {
        do {
            let links = kind == .on
            guard try await features.checker.isDue(links: links) else { return }
            let report = try await features.checker.run(probe: links ? probe : nil)
            // The outbox service sends them.
            let asked = try await features.confirmations.ask()
            logger.info(
                "directory checked",
                metadata: [
                    "listings": "\(report.listings)", "links": "\(report.linksTested)", "asked": "\(asked)",
                    "new": "\(report.newFindings)", "settled": "\(report.settledFindings)",
                ]
            )
        } catch is CancellationError {
            return
        } catch {
            logger.error("directory check failed", metadata: ["error": "\(type(of: error))"])
        }
    }
}
