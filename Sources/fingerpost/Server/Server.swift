import Core
import Foundation
import Hummingbird
import HummingbirdCore
import Logging
import NIOCore
import ServiceLifecycle
import Web
import WebSupport

/// The running server: pages, the indexer and the outbox, started in that order's reverse and stopped together.
struct Server {
    let place: Workplace
    let templates: Templates
    let host: String
    let port: Int
    let publicURL: String
    let logger: Logger

    /// Silent and dripping clients are cut after this.
    private static let idleTimeout = TimeAmount.seconds(30)
    private static let mostConnections = 1_000

    func run() async throws {
        let isDemo = try await SeedPlace.isLoaded(in: place.features.database)
        let site = try Site(
            features: place.features,
            home: Home.folder(),
            templates: templates,
            secret: place.secret,
            settings: settings(isDemo: isDemo),
            hasher: PasswordHasher()
        )
        let application = Application(
            router: site.router(),
            server: .http1(configuration: .init(idleTimeout: Self.idleTimeout)),
            configuration: ApplicationConfiguration(
                address: .hostname(host, port: port),
                serverName: nil,
                availableConnectionsDelegate: .maximum(Self.mostConnections, logger: logger)
            ),
            onServerRunning: { channel in announce(port: channel.localAddress?.port ?? port, isDemo: isDemo) },
            logger: logger
        )
        let services: [any Service] = [
            RepeatingService.outbox(place.features.outbox, logger: logger),
            OpeningsService(
                openings: place.features.openings,
                searches: place.features.searchCounts,
                logger: logger
            ),
            RepeatingService.timers(place.features.timers, logger: logger),
            RepeatingService.standings(place.features.standings, logger: logger),
            IndexService(features: place.features, logger: logger),
            RepeatingService.practiceDigest(place.features.practiceDigest, logger: logger),
            RepeatingService.sources(place.features, allowsPrivate: Setting.allowsPrivateFeeds, logger: logger),
            DailyCheckService(features: place.features, kind: try DailyCheck.setting(), logger: logger),
            ControlService(place: place, socket: place.folder.controlSocket, logger: logger), application,
        ]
        var configuration = ServiceGroupConfiguration(
            services: services.map {
                // Without a name, it prints the whole of each service to make one: the word lists took seconds.
                .init(
                    service: $0,
                    successTerminationBehavior: .gracefullyShutdownGroup,
                    serviceName: "\(type(of: $0))"
                )
            },
            gracefulShutdownSignals: [.sigterm, .sigint],
            logger: logger
        )
        configuration.maximumGracefulShutdownDuration = Duration.seconds(10)
        try await ServiceGroup(configuration: configuration).run()
    }

    private func settings(isDemo: Bool) throws -> SiteSettings {
        let proxies =
            Setting.trustedProxies.value?.split(separator: ",").map { $0.trimmingCharacters(in: .whitespaces) } ?? []
        let name = Setting.placeName.value ?? (isDemo ? "Merrowbridge (demonstration)" : "")
        return SiteSettings(
            publicURL: publicURL,
            trustedProxies: try TrustedProxies(proxies),
            placeName: name,
            isDemo: isDemo
        )
    }

    private func announce(port: Int, isDemo: Bool) {
        var text = "Fingerpost serves on http://\(host.contains(":") ? "[\(host)]" : host):\(port)\n"
        if isDemo { text += DemoAccounts.announcement + "\n" }
        FileHandle.standardOutput.write(Data(text.utf8))
    }

    static func logger() throws -> Logger {
        var logger = Logger(label: "fingerpost")
        if let level = Setting.logLevel.value {
            guard let known = Logger.Level(rawValue: level) else {
                throw SettingProblem(
                    description:
                        "FINGERPOST_LOG_LEVEL must be one of \(Logger.Level.allCases.map(\.rawValue).joined(separator: ", "))."
                )
            }
            logger.logLevel = known
        }
        return logger
    }
}

/// What can go wrong while listening, in words.
enum ServerProblem {
    static func sentence(for error: any Error) -> String? {
        guard let error = error as? IOError else { return nil }
        return switch error.errnoCode {
        case EADDRINUSE: "The port is in use by another program. Stop it, or choose another with --port."
        case EACCES: "This user may not listen on that port. Choose one above 1023 with --port."
        case EADDRNOTAVAIL: "This machine does not have that address. Choose another with --host."
        default: nil
        }
    }
}
