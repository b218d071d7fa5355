import Core
import Foundation
import Synchronization

/// A directory as an Open Referral feed, its pages made beforehand: what is measured is the reader of it.
final class FeedInMemory: FeedClient {
    static let address = "https://feed.bench.example"

    private let pages: [Data]
    /// Whether it says of a page that it has not changed; many real feeds never do.
    private let saysUnchanged = Mutex(true)

    init(of features: Features, pageSize: Int = 100) async throws {
        var pages: [Data] = []
        var count = 1
        while pages.count < count {
            let slice = OpenReferral.Slice.page(number: pages.count + 1, size: pageSize)
            let part = try await features.openReferral.services(OpenReferral.Filter(), slice, .full)
            count = ((part.total ?? 0) + pageSize - 1) / pageSize
            let records = try part.records.map { String(decoding: try OpenReferral.json($0), as: UTF8.self) }
            let envelope = """
                {"total_items":\(part.total ?? 0),"total_pages":\(count),"page_number":\(pages.count + 1),\
                "size":\(part.records.count),"first_page":\(pages.isEmpty),"last_page":\(pages.count + 1 == count),\
                "empty":false,"contents":[\(records.joined(separator: ","))]}
                """
            pages.append(Data(envelope.utf8))
        }
        self.pages = pages
    }

    func sendAllAgain() { saysUnchanged.withLock { $0 = false } }

    func get(_ request: FeedRequest) async throws -> FeedAnswer {
        let items = URLComponents(url: request.url, resolvingAgainstBaseURL: false)?.queryItems ?? []
        guard let number = items.first(where: { $0.name == "page" })?.value.flatMap({ Int($0) }),
            pages.indices.contains(number - 1)
        else { return FeedAnswer(status: 404) }
        let tag = "\"page \(number)\""
        if request.etag == tag, saysUnchanged.withLock({ $0 }) { return FeedAnswer(status: 304, etag: tag) }
        return FeedAnswer(status: 200, etag: tag, body: pages[number - 1])
    }
}
