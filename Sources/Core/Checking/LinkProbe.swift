import Foundation

/// Asks a web address whether there is a page. The checker is given one, so that its rules are tested without a network.
public protocol LinkProbe: Sendable {
    /// Never throws: whatever happens is an answer.
    func answer(of address: String) async -> LinkAnswer
}

public struct LinkAnswer: Equatable, Sendable {
    public let kind: Kind
    /// A few words for staff: "404", "no answer in time".
    public let detail: String

    public enum Kind: String, Sendable, Codable {
        /// A server answered and did not say that the page is gone; also when it wants to know who asks (401, 403, 429).
        case alive
        /// 404 or 410.
        case gone
        /// No such host, no connection, no valid certificate, no answer in time, a loop of redirects, or 5xx.
        case failing
        /// It leads into a private network, or is no address that may be visited. Nothing was sent there.
        case refused
        /// A name that cannot exist in public (RFC 2606, RFC 6761), such as those of the demonstration place.
        case notTested = "not tested"
    }

    public init(_ kind: Kind, _ detail: String) {
        self.kind = kind
        self.detail = detail
    }
}

/// What the answers of several runs say of an address.
struct LinkHistory: Equatable, Sendable {
    /// Runs in a row that were told 404 or 410.
    var goneRuns = 0
    /// Days in a row of testing, on which it failed in whatever way.
    var failedDays = 0
    var lastFailedOn: Day?

    /// A page that two runs were told is gone, or that failed on two different days: once is an accident.
    var isDead: Bool { goneRuns >= 2 || failedDays >= 2 }

    mutating func count(_ answer: LinkAnswer.Kind, on day: Day) {
        switch answer {
        case .alive:
            self = LinkHistory()
        case .gone, .failing:
            if answer == .gone { goneRuns += 1 }
            if lastFailedOn != day { failedDays += 1 }
            lastFailedOn = day
        case .refused, .notTested:
            break
        }
    }
}
