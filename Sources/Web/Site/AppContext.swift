import Core
import Hummingbird
import NIOCore
import WebSupport

/// What is known about a request: where it came from and who is signed in.
public struct AppContext: SessionRequestContext, RemoteAddressRequestContext {
    public var coreContext: CoreRequestContextStorage
    public let remoteAddress: SocketAddress?
    public var identity: Account?
    public var sessionToken: SessionToken?

    public init(source: ApplicationRequestContextSource) {
        coreContext = .init(source: source)
        remoteAddress = source.channel.remoteAddress
    }
}
