import Foundation

/// Gets one page of a feed, and where the list is thin, each of its services.
struct PageFetch {
    let database: AppDatabase
    let source: Source
    let address: FeedAddress
    let reader: FeedReader

    /// Records a page; asked for, not promised by all feeds.
    static let pageSize = 100
    /// Services in a row that cannot be got before the feed counts as broken.
    private static let mostFailures = 5

    /// - Parameter mode: nil when it is not yet known what the feed's list has.
    /// - Returns: nil when the feed says that there is no such page.
    func page(_ number: Int, mode: SourceRun.Mode?) async throws -> FetchedPage? {
        guard let first = try await list(number, full: mode == .fullList) else { return nil }
        guard mode == nil, case .fresh(let page, _) = first.answer, page.records.contains(where: { $0?.isThin == true })
        else { return try await whole(first, mode: mode ?? first.knownMode ?? .list) }
        // Thin: perhaps it is whole when asked so; some feeds refuse a question that they do not know.
        if let second = try? await list(number, full: true) {
            if second.knownMode != nil { return try await whole(second, mode: .fullList) }
            if case .fresh(let full, _) = second.answer, !full.records.isEmpty,
                full.records.allSatisfy({ $0?.isThin != true })
            {
                return try await whole(second, mode: .fullList)
            }
        }
        return try await whole(first, mode: .each)
    }

    // MARK: The list

    private struct Answered {
        enum Answer {
            case fresh(FeedPage, FeedAnswer)
            case unchanged(SourcePage)
        }
        let url: URL
        let answer: Answer

        var knownMode: SourceRun.Mode? {
            if case .unchanged(let page) = answer { page.summary.mode } else { nil }
        }
    }

    private func list(_ number: Int, full: Bool) async throws -> Answered? {
        guard let url = address.page(number, size: PageFetch.pageSize, full: full) else {
            throw Failure.unavailable("The feed's address cannot be used.")
        }
        let (answer, known) = try await ask(url)
        if answer.status == 304, let known { return Answered(url: url, answer: .unchanged(known)) }
        if [400, 404, 410, 416, 422].contains(answer.status) { return nil }
        guard answer.status == 200 else {
            throw Failure.unavailable("The feed answers \(answer.status), which is no list of services.")
        }
        guard let page = try? FeedPage(answer.body) else {
            throw Failure.unavailable("The feed does not send a list of services in JSON (page \(number)).")
        }
        return Answered(url: url, answer: .fresh(page, answer))
    }

    private func ask(_ url: URL) async throws -> (FeedAnswer, SourcePage?) {
        let id = source.id
        let known = try await database.read { try SourcePage.usable(url, of: id, in: $0) }
        let answer = try await reader.get(FeedRequest(url: url, etag: known?.etag, modified: known?.modified))
        return (answer, known)
    }

    // MARK: Its services

    private func whole(_ answered: Answered, mode: SourceRun.Mode) async throws -> FetchedPage {
        switch answered.answer {
        case .unchanged(let page):
            guard mode == .each else {
                let items = page.summary.keys.map { FeedItem.unchanged(key: $0) }
                return FetchedPage(items: items, pages: [], summary: page.summary, isUnchanged: true)
            }
            return try await each(page.summary.keys.map { ($0, nil) }, summary: page.summary, listPage: nil)
        case .fresh(let page, let answer):
            let summary = PageFetch.summary(of: page, mode: mode)
            let remembered = remember(answered.url, answer, summary)
            guard mode == .each else {
                let items = page.records.map { PageFetch.item($0) }
                return FetchedPage(items: items, pages: [remembered], summary: summary)
            }
            return try await each(page.records.map { ($0?.key, $0) }, summary: summary, listPage: remembered)
        }
    }

    private static func item(_ record: FeedPage.Record?) -> FeedItem {
        guard let record else { return .failed(key: nil, reason: "it is not a JSON object") }
        return .record(key: record.key, bytes: record.bytes)
    }

    private func each(
        _ entries: [(key: String?, record: FeedPage.Record?)],
        summary: SourcePage.Summary,
        listPage: SourcePage?
    ) async throws -> FetchedPage {
        var page = FetchedPage(items: [], pages: listPage.map { [$0] } ?? [], summary: summary)
        var failures = 0
        for (key, record) in entries {
            guard let key, record == nil || record?.isThin == true else {
                page.items.append(PageFetch.item(record))
                continue
            }
            let (item, remembered) = try await service(key)
            page.items.append(item)
            if let remembered { page.pages.append(remembered) }
            if case .failed = item { failures += 1 } else { failures = 0 }
            guard failures < PageFetch.mostFailures else {
                throw Failure.unavailable("The feed lists services that it cannot show.")
            }
        }
        return page
    }

    private func service(_ key: String) async throws -> (FeedItem, SourcePage?) {
        guard let url = address.service(key) else {
            return (.failed(key: key, reason: "its id cannot be asked for"), nil)
        }
        let answer: FeedAnswer
        do {
            let (got, known) = try await ask(url)
            if got.status == 304, known != nil { return (.unchanged(key: key), nil) }
            answer = got
        } catch let failure as Failure {
            return (.failed(key: key, reason: "the feed lists it but does not show it. \(failure.sentence)"), nil)
        }
        guard answer.status == 200,
            let object = try? JSONSerialization.jsonObject(with: answer.body) as? [String: Any]
        else { return (.failed(key: key, reason: "the feed lists it but does not show it (\(answer.status))"), nil) }
        let record = FeedPage.Record(object)
        guard record.key.map(ServiceReader.offerID) == ServiceReader.offerID(key) else {
            return (.failed(key: key, reason: "the feed shows another service in its place"), nil)
        }
        var summary = FetchedPage.none(mode: .each).summary
        summary.keys = [key]
        return (.record(key: key, bytes: record.bytes), remember(url, answer, summary))
    }

    // MARK: Remembering

    private static func summary(of page: FeedPage, mode: SourceRun.Mode) -> SourcePage.Summary {
        SourcePage.Summary(
            keys: [],
            totalItems: page.totalItems,
            totalPages: page.totalPages,
            isFirst: page.isFirst,
            isLast: page.isLast,
            isBareArray: page.isBareArray,
            mode: mode
        )
    }

    private func remember(_ url: URL, _ answer: FeedAnswer, _ summary: SourcePage.Summary) -> SourcePage {
        SourcePage(
            sourceID: source.id,
            url: url.absoluteString,
            readerVersion: ImportSession.readerVersion,
            etag: answer.etag,
            modified: answer.modified,
            summary: summary
        )
    }
}
