import Foundation

/// Asks a feed politely: one request at a time, a pause between two, more patience when it is busy.
final class FeedReader {
    private let client: any FeedClient
    private let pace: FeedPace
    private var hasAsked = false

    init(client: any FeedClient, pace: FeedPace) {
        self.client = client
        self.pace = pace
    }

    /// - Throws: `Failure.unavailable` with a sentence when there is no usable answer.
    func get(_ request: FeedRequest) async throws -> FeedAnswer {
        if hasAsked { try await pace.sleep(.milliseconds(FeedPace.pause)) }
        hasAsked = true
        var wait = FeedPace.wait
        for attempt in 1...FeedPace.tries {
            do {
                let answer = try await client.get(request)
                guard FeedReader.isBusy(answer.status), attempt < FeedPace.tries else { return try usable(answer) }
                wait = answer.retryAfter ?? wait
                guard wait <= FeedPace.longestWait else {
                    throw Failure.unavailable("The feed asks to be left alone for \(wait) seconds.")
                }
            } catch let problem as FeedProblem {
                guard problem.isPassing, attempt < FeedPace.tries else { throw Failure.unavailable(problem.sentence) }
            }
            try await pace.sleep(.seconds(wait))
            wait *= 2
        }
        throw Failure.unavailable(FeedProblem.timedOut.sentence)
    }

    /// 429 too many requests; 502 to 504 a server that is being restarted or overrun.
    private static func isBusy(_ status: Int) -> Bool { status == 429 || (502...504).contains(status) }

    private func usable(_ answer: FeedAnswer) throws -> FeedAnswer {
        switch answer.status {
        case 401, 403: throw Failure.unavailable("The feed does not let us read it (\(answer.status)).")
        case 429, 500...: throw Failure.unavailable("The feed's server has a fault (\(answer.status)).")
        default: return answer
        }
    }
}
