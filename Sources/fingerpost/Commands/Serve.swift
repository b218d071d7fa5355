import ArgumentParser
import Core
import Foundation
import Web
import WebSupport

struct Serve: AsyncParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Serve the pages.")

    @Option(help: "The address to listen on.")
    var host: String = Setting.host.value ?? "127.0.0.1"

    @Option(help: "The port to listen on; 0 takes a free one.")
    var port: Int?

    @OptionGroup var common: CommonOptions

    func run() async throws {
        let port = try port ?? Setting.port.integer(or: 8_080, in: 0...65_535)
        guard (0...65_535).contains(port) else { throw ValidationError("--port must be from 0 to 65535.") }
        let url =
            Setting.publicURL.value.map { $0.hasSuffix("/") ? String($0.dropLast()) : $0 } ?? "http://127.0.0.1:\(port)"
        OpenFiles.allowMany()
        let logger = try Server.logger()
        async let templates = Site.templates(in: Home.folder())
        let place = try await Workplace.openForWriting(common, publicURL: url, logger: logger)
        let server = Server(
            place: place,
            templates: try await templates,
            host: host,
            port: port,
            publicURL: url,
            logger: logger
        )
        try await server.run()
    }
}
