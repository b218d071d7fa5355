import Foundation

/// In which order the pages of a feed are read, and when it has ended: pure rules over what the feed says about itself,
/// which is often wrong.
enum PageOrder {
    /// Pages in a row that bring nothing new before a feed counts as going round in circles.
    static let mostBarren = 3
    /// A million services at 50 a page; beyond it a feed has no end.
    static let mostPages = 20_000

    /// Finds the number of the first page, and what stands for a page that is not there.
    ///
    /// - Returns: nil when another page has to be asked for first.
    /// - Throws: `Failure.unavailable` when there is no first page.
    static func settle(_ page: FetchedPage?, in run: inout SourceRun) throws -> FetchedPage? {
        guard let page else {
            if run.state.firstPage == 0, run.nextPage == 0 {
                (run.state.firstPage, run.nextPage) = (1, 1)
                return nil
            }
            guard run.state.pages > 0 else {
                throw Failure.unavailable("There is no list of services at that address.")
            }
            return .none(mode: run.state.mode ?? .list)
        }
        if run.state.firstPage == nil, page.summary.isFirst == false {
            // What we call the first page is the feed's second: it counts from 0.
            (run.state.firstPage, run.nextPage) = (0, 0)
            return nil
        }
        run.state.firstPage = run.state.firstPage ?? 1
        run.state.mode = page.summary.mode
        return page
    }

    /// - Parameter brings: whether the page had a record that was not seen in this run.
    static func advance(_ run: inout SourceRun, after page: FetchedPage, brings: Bool) {
        run.state.pages += 1
        run.state.unchangedPages += page.isUnchanged ? 1 : 0
        run.state.barren = brings ? 0 : run.state.barren + 1
        run.state.received += brings ? page.items.count : 0
        run.state.totalItems = page.summary.totalItems ?? run.state.totalItems
        run.state.totalPages = page.summary.totalPages ?? run.state.totalPages
        let (isAtEnd, fault) = end(run, page)
        run.state.isAtEnd = isAtEnd
        if let fault { run.state.faults.append(fault) }
        run.nextPage += 1
    }

    private static func end(_ run: SourceRun, _ page: FetchedPage) -> (isAtEnd: Bool, fault: String?) {
        if page.items.isEmpty || page.summary.isBareArray { return (true, nil) }
        let state = run.state
        let hasAll = state.totalItems.map { state.received >= $0 }
        if state.barren >= mostBarren {
            return (true, hasAll == true ? nil : "The feed sends the same page again and again.")
        }
        if state.pages >= mostPages { return (true, "The feed has no end: \(mostPages) pages were read.") }
        let number = run.nextPage - (state.firstPage ?? 1) + 1
        let isSaidToBeLast = page.summary.isLast ?? state.totalPages.map { number >= $0 }
        if isSaidToBeLast == true { return (hasAll != false, nil) }
        return (hasAll == true && isSaidToBeLast == nil, nil)
    }
}
