import Crypto
import Foundation
import Logging
import SearchIndex

/// The features of one place, wired together: what pages and commands are given.
public struct Features: Sendable {
    public let database: AppDatabase
    public let clock: AppClock
    public let directory: Directory
    public let gazetteer: Gazetteer
    public let search: Search
    public let suggestions: Suggestions
    public let desk: Desk
    public let signposts: Signposts
    public let shortlists: Shortlists
    public let indexer: Indexer
    public let indexCheck: IndexCheck
    public let people: People
    public let tokens: APITokens
    public let referrals: Referrals
    public let episodes: Episodes
    public let outcomes: Outcomes
    public let measures: Measures
    public let friendsAndFamily: FriendsAndFamily
    public let timers: Timers
    public let worklists: Worklists
    public let ownPages: OwnPages
    public let stillOpen: StillOpen
    public let deliveries: Deliveries
    public let receipts: Receipts
    public let practices: Practices
    public let practiceDigest: PracticeDigest
    public let backfill: Backfill
    public let confirmations: Confirmations
    public let checker: Checker
    public let findings: Findings
    public let bounces: Bounces
    public let reports: Reports
    public let mailboxes: Mailboxes
    public let editing: Editing
    public let versions: Versions
    public let closing: Closing
    public let moderation: Moderation
    public let joins: Joins
    public let passwordLinks: PasswordLinks
    public let evidence: EvidenceBook
    public let queue: StewardQueue
    public let openings: Openings
    public let figures: DirectoryFigures
    public let reporting: Reporting
    public let feedback: Feedback
    public let searchCounts: SearchCounts
    public let standings: OfferStandings
    public let outbox: Outbox
    public let audit: Audit
    public let importer: Importer
    public let openReferral: OpenReferral
    public let fhir: FHIRExchange
    public let sources: Sources
    public let conflicts: SourceConflicts
    public let merges: Merges
    public let tables: ListingTables
    public let postcodes: PostcodeImporter
    public let reference: ReferenceData
    public let seed: SeedPlace
    public let verifier: Verifier
    public let status: StatusReport

    /// - Parameters:
    ///   - secret: at least 32 random bytes, kept outside the database.
    ///   - lexicon: the word lists of the language of need.
    ///   - watch: told of everything that is asked of the index.
    ///   - publicURL: how people reach this server, without a slash at the end.
    public init(
        database: AppDatabase,
        indexPath: String,
        clock: AppClock,
        secret: SymmetricKey,
        publicURL: String,
        transport: any MailTransport,
        lexicon: Lexicon,
        readers readerCount: Int? = nil,
        watch: (@Sendable (IndexQuestion) -> Void)? = nil,
        logger: Logger
    ) throws {
        let readers = try IndexReaderPool(at: indexPath, readers: readerCount, watch: watch)
        let sealer = Sealer(secret: secret)
        let knowledge = SearchKnowledge(database: database, clock: clock, lexicon: lexicon)
        let letters = Letters(publicURL: publicURL)
        self.database = database
        self.clock = clock
        directory = Directory(database: database, clock: clock)
        gazetteer = Gazetteer(database: database)
        search = Search(
            database: database,
            clock: clock,
            readers: readers,
            lexicon: lexicon,
            knowledge: knowledge,
            logger: logger
        )
        suggestions = Suggestions(
            readers: readers,
            knowledge: knowledge,
            lexicon: lexicon,
            clock: clock,
            logger: logger
        )
        desk = Desk(search: search, directory: directory)
        signposts = Signposts(database: database, clock: clock)
        shortlists = Shortlists(database: database, clock: clock)
        indexer = Indexer(database: database, path: indexPath, lexicon: lexicon, knowledge: knowledge, logger: logger)
        indexCheck = IndexCheck(database: database, readers: readers, lexicon: lexicon)
        people = People(database: database, clock: clock)
        tokens = APITokens(database: database, clock: clock)
        referrals = Referrals(database: database, clock: clock, sealer: sealer, letters: letters)
        episodes = Episodes(database: database, clock: clock, sealer: sealer, letters: letters)
        outcomes = Outcomes(database: database, clock: clock, sealer: sealer, letters: letters)
        measures = Measures(database: database, clock: clock, sealer: sealer)
        friendsAndFamily = FriendsAndFamily(database: database, clock: clock, sealer: sealer)
        timers = Timers(database: database, clock: clock, referrals: referrals)
        worklists = Worklists(database: database, clock: clock, referrals: referrals)
        ownPages = OwnPages(database: database, clock: clock, referrals: referrals, letters: letters, sealer: sealer)
        stillOpen = StillOpen(database: database, clock: clock, sealer: sealer)
        deliveries = Deliveries(database: database, clock: clock, sealer: sealer, letters: letters)
        receipts = Receipts(database: database, clock: clock, sealer: sealer)
        practices = Practices(database: database, clock: clock, sealer: sealer, letters: letters)
        practiceDigest = PracticeDigest(database: database, clock: clock, letters: letters)
        backfill = Backfill(database: database, sealer: sealer)
        checker = Checker(database: database, clock: clock)
        findings = Findings(database: database)
        bounces = Bounces(database: database, clock: clock)
        confirmations = Confirmations(database: database, clock: clock, letters: letters, sealer: sealer)
        reports = Reports(database: database, clock: clock, sealer: sealer, letters: letters)
        mailboxes = Mailboxes(database: database, clock: clock)
        editing = Editing(database: database, clock: clock)
        versions = Versions(database: database, clock: clock)
        closing = Closing(database: database, clock: clock)
        moderation = Moderation(database: database, clock: clock, letters: letters)
        joins = Joins(database: database, clock: clock, letters: letters)
        passwordLinks = PasswordLinks(database: database, clock: clock)
        evidence = EvidenceBook(database: database, clock: clock)
        queue = StewardQueue(database: database, clock: clock)
        openings = Openings(database: database, clock: clock)
        figures = DirectoryFigures(database: database, clock: clock)
        outbox = Outbox(database: database, clock: clock, transport: transport, sealer: sealer)
        reporting = Reporting(database: database, clock: clock)
        feedback = Feedback(database: database, clock: clock)
        searchCounts = SearchCounts(database: database, clock: clock)
        standings = OfferStandings(database: database, clock: clock)
        audit = Audit(database: database)
        importer = Importer(database: database, clock: clock)
        openReferral = OpenReferral(database: database, clock: clock)
        fhir = FHIRExchange(
            database: database,
            clock: clock,
            openReferral: openReferral,
            referrals: referrals,
            outcomes: outcomes
        )
        merges = Merges(database: database, clock: clock)
        sources = Sources(database: database, clock: clock, importer: importer, merges: merges)
        conflicts = SourceConflicts(database: database, clock: clock)
        tables = ListingTables(database: database, clock: clock)
        postcodes = PostcodeImporter(database: database)
        reference = ReferenceData(database: database)
        seed = SeedPlace(database: database, clock: clock, sealer: sealer, letters: letters)
        verifier = Verifier(database: database, audit: audit, indexCheck: indexCheck)
        status = StatusReport(database: database, readers: readers)
    }
}
