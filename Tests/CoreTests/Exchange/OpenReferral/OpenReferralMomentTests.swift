import Foundation
import GRDB
import Testing

@testable import Core

/// Moments go out as the database keeps them, whichever way a millisecond is rounded on its way.
@Suite struct OpenReferralMomentTests {
    private let second = Date(timeIntervalSince1970: 1_795_267_425)
    private let milliseconds = (0..<1_000).map { ("00\($0)".suffix(3), Double($0) / 1_000) }

    @Test func everyMillisecondIsWrittenAsItself() {
        for (digits, fraction) in milliseconds {
            #expect(OpenReferral.moment(second.addingTimeInterval(fraction)) == "2026-11-21T13:23:45.\(digits)Z")
        }
    }

    @Test func everyMillisecondComesBackAsItself() throws {
        for (_, fraction) in milliseconds {
            let text = OpenReferral.moment(second.addingTimeInterval(fraction))
            #expect(OpenReferral.moment(try #require(OpenReferral.moment(typed: text))) == text)
        }
    }

    @Test func whatIsWrittenIsWhatTheDatabaseKeeps() throws {
        for (digits, fraction) in milliseconds {
            let stored = try #require(String.fromDatabaseValue(second.addingTimeInterval(fraction).databaseValue))
            #expect(stored.hasSuffix(".\(digits)"))
        }
    }
}
