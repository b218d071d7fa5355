import Core
import Crypto
import Foundation
import Hummingbird
import Logging
import WebSupport

/// Everything a page needs: the features, the templates, and how this server is reached.
public struct Site: Sendable {
    public let features: Features
    public let hasher: PasswordHasher
    let templates: Templates
    let files: StaticFiles
    let cookie: SessionCookie
    /// Of the person's own page.
    let personCookie: SessionCookie
    let csrfKey: SymmetricKey
    let settings: SiteSettings
    let signInByAccount: RateLimiter
    let signInByAddress: RateLimiter
    let slipsByAddress: RateLimiter
    let joinsByAddress: RateLimiter
    let suggestionsByAddress: RateLimiter
    let openDataByAddress: RateLimiter
    let openStreamsByAddress: RateLimiter
    let openDataTags = EntityTags()
    let programsByAccount: RateLimiter
    let tokensByAddress: RateLimiter
    let codesByAddress: RateLimiter
    let asksByAddress: RateLimiter
    let reportsByAddress: RateLimiter
    let reportsByListing: RateLimiter
    let experiencesByAddress: RateLimiter

    /// - Parameters:
    ///   - home: the folder that holds `templates` and `public`.
    ///   - templates: those of that folder, where they have been read already.
    ///   - secret: what the key of forms is derived from.
    ///   - instant: what rate limits are measured with.
    /// - Throws: `TemplateError` and `StaticFiles.Problem`, each one clear sentence.
    public init(
        features: Features,
        home: URL,
        templates: Templates? = nil,
        secret: SymmetricKey,
        settings: SiteSettings,
        hasher: PasswordHasher,
        instant: @escaping @Sendable () -> ContinuousClock.Instant = { ContinuousClock.now }
    ) throws {
        self.features = features
        self.hasher = hasher
        self.settings = settings
        self.templates = try templates ?? Site.templates(in: home)
        try self.templates.require(TemplateName.allCases.map(\.rawValue))
        files = try StaticFiles(folder: home.appendingPathComponent("public").path)
        cookie = SessionCookie(name: "fingerpost", secure: settings.isSecure)
        personCookie = SessionCookie(name: "fingerpost-me", secure: settings.isSecure)
        csrfKey = Sealer.derivedKey(from: secret, purpose: "forms 1")
        // Ten tries at once and one more every 30 seconds: nobody who forgot a password notices, and a guesser gets
        // 120 an hour. By address more, because a whole practice may come from one.
        signInByAccount = RateLimiter(capacity: 10, refill: .seconds(30), now: instant)
        signInByAddress = RateLimiter(capacity: 60, refill: .seconds(5), now: instant)
        // A busy reception makes a slip a minute; behind one address there may be a dozen.
        slipsByAddress = RateLimiter(capacity: 60, refill: .seconds(5), now: instant)
        // Nobody has more than a few organisations; a hall full of them may sign up behind one address.
        joinsByAddress = RateLimiter(capacity: 10, refill: .seconds(600), now: instant)
        // Somebody who types fast asks four times a second (`PAUSE` in public/suggest.js): this is five of them who never
        // stop, after a minute of one who began at once. At 20 a second nobody keeps a core busy.
        suggestionsByAddress = RateLimiter(capacity: 300, refill: .milliseconds(50), now: instant)
        // A directory of 1,000 offers read one by one at once, and 20 a second after that: a copy of 10,000 takes eight
        // minutes by single records, and half a minute by pages. A stream is a whole list, so it counts for more.
        openDataByAddress = RateLimiter(capacity: 1_200, refill: .milliseconds(50), now: instant)
        openStreamsByAddress = RateLimiter(capacity: 20, refill: .seconds(15), now: instant)
        // A program that follows its referrals asks every few minutes; one that copies them all gets a hundred at a time.
        programsByAccount = RateLimiter(capacity: 300, refill: .milliseconds(200), now: instant)
        // Nobody guesses 256 bits; this keeps whoever tries from keeping the database busy.
        tokensByAddress = RateLimiter(capacity: 600, refill: .milliseconds(100), now: instant)
        // Whoever has a letter in hand mistypes its code a few times, not twenty.
        codesByAddress = RateLimiter(capacity: 20, refill: .seconds(30), now: instant)
        // A family or a library asks for a few things; nobody asks for forty in an hour.
        asksByAddress = RateLimiter(capacity: 10, refill: .seconds(300), now: instant)
        // Somebody who works through a list of old listings; a program that fills the steward's list gets no further.
        reportsByAddress = RateLimiter(capacity: 10, refill: .seconds(300), now: instant)
        // One address speaks against a listing once a day, however often it reports.
        reportsByListing = RateLimiter(capacity: 1, refill: .seconds(86_400), now: instant)
        // A group that answers at the end of an afternoon, behind one address.
        experiencesByAddress = RateLimiter(capacity: 30, refill: .seconds(120), now: instant)
    }

    public static func templates(in home: URL) throws -> Templates {
        try Templates(folder: home.appendingPathComponent("templates").path)
    }

    func html(_ model: some Sendable, as name: TemplateName, status: HTTPResponse.Status = .ok) throws -> Response {
        .html(try templates.render(model, as: name.rawValue), status: status)
    }
}

/// How this server is reached and what it shows of itself.
public struct SiteSettings: Sendable {
    /// Without a slash at the end.
    public var publicURL: String
    public var trustedProxies: TrustedProxies
    /// The name of the place, in the head of every page.
    public var placeName: String
    /// Whether the demo accounts exist, which the sign-in page then says.
    public var isDemo: Bool

    public init(publicURL: String, trustedProxies: TrustedProxies = .none, placeName: String = "", isDemo: Bool = false)
    {
        self.publicURL = publicURL
        self.trustedProxies = trustedProxies
        self.placeName = placeName
        self.isDemo = isDemo
    }

    /// To be read and typed; without the scheme, which every browser adds.
    var shownURL: String {
        publicURL.replacingOccurrences(of: "https://", with: "").replacingOccurrences(of: "http://", with: "")
    }

    var isSecure: Bool { publicURL.lowercased().hasPrefix("https://") }

    /// Where our own forms come from. Without TLS this is somebody's own machine, which has two names.
    var origins: Set<String> {
        var origins: Set<String> = [publicURL.lowercased()]
        if publicURL.contains("//127.0.0.1") {
            origins.insert(publicURL.replacingOccurrences(of: "127.0.0.1", with: "localhost"))
        }
        return origins
    }
}

/// The templates that pages are rendered with; a missing one stops the server at its start.
enum TemplateName: String, CaseIterable {
    case home = "home/home"
    case search = "search/search"
    case offer = "directory/offer"
    case organisation = "directory/organisation"
    case desk = "desk/desk"
    case slip = "desk/slip"
    case shortlist = "shortlists/shortlist"
    case signIn = "people/sign-in"
    case admin = "people/admin"
    case confirm = "freshness/confirm"
    case confirmCode = "freshness/code"
    case answer = "freshness/answer"
    case letter = "freshness/letter"
    case unsubscribe = "freshness/unsubscribe"
    case report = "freshness/report"
    case stewardReports = "freshness/reports"
    case conflicts = "sources/conflicts"
    case merges = "sources/merges"
    case steward = "freshness/steward"
    case evidence = "freshness/evidence"
    case queue = "queue/queue"
    case call = "queue/call"
    case figures = "queue/figures"
    case measures = "measures/measures"
    case measureForm = "measures/form"
    case measurePaper = "measures/paper"
    case friendsAndFamily = "measures/fft"
    case experience = "measures/experience"
    case myOrganisation = "directory/my-organisation"
    case worklist = "worklists/worklist"
    case newReferral = "referrals/new-referral"
    case referral = "referrals/referral"
    case episodes = "episodes/episodes"
    case episode = "episodes/episode"
    case episodeForm = "episodes/form"
    case closeEpisode = "episodes/close"
    case me = "own/me"
    case enter = "own/enter"
    case ownLetter = "own/letter"
    case invitation = "own/invitation"
    case ask = "own/ask"
    case reporting = "reporting/report"
    case checklist = "reporting/checklist"
    case practice = "outcomes/practice"
    case outcome = "outcomes/outcome"
    case filing = "outcomes/filing"
    case stillOpen = "outcomes/open"
    case deliveries = "outcomes/deliveries"
    case paper = "outcomes/paper"
    case receipt = "outcomes/receipt"
    case practices = "people/practices"
    case practiceWay = "people/practice-way"
    case editOffer = "editing/offer"
    case editSection = "editing/section"
    case closeOffer = "editing/close"
    case organisationDetails = "editing/details"
    case versions = "editing/versions"
    case changes = "editing/changes"
    case change = "editing/change"
    case join = "joining/join"
    case joins = "joining/joins"
    case welcome = "joining/welcome"
    case error = "error"
}
