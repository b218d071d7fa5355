import Foundation
import GRDB
import Synchronization

/// The directory as open data: Open Referral UK 3.0, with all that HSDS 3.0 has room for.
///
/// Every offer is published, hidden ones too: this is data with its honest `assured_date`, not advice. What has closed
/// stays as a tombstone: its status says so, and `last_modified` since when. Nothing that somebody keeps secret leaves:
/// see `PublicContact`, and confidential places are left out whole.
public struct OpenReferral: Sendable {
    let database: AppDatabase
    let clock: AppClock
    private let memory = Memory()

    init(database: AppDatabase, clock: AppClock) {
        self.database = database
        self.clock = clock
    }

    /// How much of each record is given.
    public enum Detail: Sendable, Equatable {
        /// Only what there is one of.
        case thin
        case full
    }

    /// Which stretch of a list is given.
    public enum Slice: Sendable, Equatable {
        /// `number` from 1.
        case page(number: Int, size: Int)
        /// What comes after the record of that key, from the first on when it is nil.
        case following(String?, most: Int)
    }

    /// Some records of a list, in the order of their identifiers.
    public struct Part<Record: Encodable & Sendable>: Sendable {
        public let records: [Record]
        /// Of the whole list; nil where it was not asked for by page.
        public let total: Int?
        /// What to ask for the rest with; nil when there is none.
        public let next: String?
    }

    /// The directory at one state.
    public struct Edition: Sendable, Equatable {
        /// Another whenever any listing changes; for an entity tag.
        public let tag: String
        /// When this program first saw it so, which is never before the change. Dates of listings would not do: an import
        /// may change one to an older date.
        public let since: Date
    }

    public func edition() async throws -> Edition {
        let now = clock.now
        let tag = try await database.read { try OpenReferral.tag(in: $0) }
        return Edition(tag: tag, since: memory.since(tag, now: now))
    }

    // MARK: Services

    /// - Throws: `Failure.notFound`.
    public func service(_ id: Offer.ID) async throws -> Service {
        try await read { context, db in
            guard let listing = try DirectoryStore.listings([id], in: db).first else { throw Failure.notFound }
            return try context.mapping(for: [listing], in: db).full(listing)
        }
    }

    /// - Throws: `Failure.invalid`, by the name of the parameter.
    public func services(_ filter: Filter, _ slice: Slice, _ detail: Detail) async throws -> Part<Service> {
        try await read { context, db in
            let conditions = try OpenReferralConditions(filter, terms: context.terms, in: db).all
            let (offers, total) = try OpenReferralStore.offers(conditions, slice, in: db)
            let listings = try DirectoryStore.complete(offers, in: db)
            let mapping = try context.mapping(for: listings, in: db)
            return slice.part(
                listings.map(detail == .full ? mapping.full : mapping.thin),
                total: total,
                last: offers.last?.id.text
            )
        }
    }

    /// Identifiers and dates, for those who ask which have changed.
    public func marks(_ filter: Filter, _ slice: Slice) async throws -> Part<ServiceMark> {
        try await read { context, db in
            let conditions = try OpenReferralConditions(filter, terms: context.terms, in: db).all
            let (offers, total) = try OpenReferralStore.offers(conditions, slice, in: db)
            let marks = offers.map {
                let date = OpenReferral.moment($0.lastModified)
                return ServiceMark(
                    id: $0.id.text,
                    name: $0.name,
                    status: $0.status.rawValue,
                    lastModified: date,
                    modifiedDate: date
                )
            }
            return slice.part(marks, total: total, last: offers.last?.id.text)
        }
    }

    // MARK: Services at locations

    /// - Throws: `Failure.notFound`, also for a confidential place.
    public func serviceAtLocation(_ id: String) async throws -> ServiceAtLocation {
        try await read { context, db in
            guard let link = try OpenReferralStore.link(id, in: db) else { throw Failure.notFound }
            guard let record = try context.serviceAtLocations([link], .full, in: db).first else {
                throw Failure.notFound
            }
            return record
        }
    }

    public func serviceAtLocations(
        _ filter: Filter,
        _ slice: Slice,
        _ detail: Detail
    ) async throws -> Part<ServiceAtLocation> {
        try await read { context, db in
            let conditions = try OpenReferralConditions(filter, terms: context.terms, in: db)
            let (links, total) = try OpenReferralStore.links(conditions, slice, in: db)
            return slice.part(
                try context.serviceAtLocations(links, detail, in: db),
                total: total,
                last: links.last?.key
            )
        }
    }

    // MARK: Organisations

    /// How much an organisation says of its services.
    public enum ServicesOfOrganization: Sendable, Equatable {
        case none
        case marks
        case full
    }

    /// - Throws: `Failure.notFound`, also for one that has never had an offer.
    public func organization(_ id: Organisation.ID, services: ServicesOfOrganization) async throws -> Organization {
        try await read { context, db in
            guard let organisation = try OpenReferralStore.organisation(id, in: db) else { throw Failure.notFound }
            return try context.organizations([organisation], .full, services, in: db)[0]
        }
    }

    public func organizations(
        words: [String],
        _ slice: Slice,
        _ detail: Detail,
        services: ServicesOfOrganization
    ) async throws -> Part<Organization> {
        try await read { context, db in
            let (organisations, total) = try OpenReferralStore.organisations(words, slice, in: db)
            return slice.part(
                try context.organizations(organisations, detail, services, in: db),
                total: total,
                last: organisations.last?.id.text
            )
        }
    }

    // MARK: Terms

    public func taxonomies(words: [String], _ slice: Slice) async throws -> Part<Taxonomy> {
        try await read { context, _ in
            slice.part(of: context.terms.taxonomies.filter { words.all(in: $0.name, $0.description) }, by: \.id)
        }
    }

    /// - Throws: `Failure.notFound`.
    public func taxonomy(_ id: String) async throws -> Taxonomy {
        try await read { context, _ in
            guard let found = context.terms.taxonomies.first(where: { $0.id == id }) else { throw Failure.notFound }
            return found
        }
    }

    /// - Parameters:
    ///   - taxonomy: an identifier or a name.
    ///   - parent: none of our terms has a parent, so with one there is nothing.
    public func terms(
        words: [String],
        taxonomy: String?,
        parent: String?,
        _ slice: Slice
    ) async throws -> Part<TaxonomyTerm> {
        try await read { context, _ in
            let terms = context.terms.terms.filter { term in
                parent == nil && words.all(in: term.name, term.description)
                    && taxonomy.map { term.taxonomyId == $0.lowercased() || term.taxonomy == $0 } ?? true
            }
            return slice.part(of: terms, by: \.id)
        }
    }

    /// - Throws: `Failure.notFound`.
    public func term(_ id: String) async throws -> TaxonomyTerm {
        try await read { context, _ in
            guard let found = context.terms.terms.first(where: { $0.id == id }) else { throw Failure.notFound }
            return found
        }
    }

    // MARK: Reading

    /// Everything of one answer is read in one transaction, so that it fits together.
    func read<Value: Sendable>(
        _ body: @Sendable @escaping (OpenReferralContext, Database) throws -> Value
    ) async throws -> Value {
        try await database.read { [memory] db in
            let tag = try OpenReferral.tag(in: db)
            let terms = try memory.terms(tag) { try TermCatalogue(in: db) }
            return try body(OpenReferralContext(terms: terms), db)
        }
    }

    /// The database's own name, the number of its last change and the lists that go into what is published.
    private static func tag(in db: Database) throws -> String {
        let names: [Settings.Name] = [.place, .revision, .needs, .outcodes]
        return try names.map { String((try Settings.value($0, in: db) ?? "").prefix(36)) }.joined(separator: ".")
    }

    /// What is kept between answers: the terms of the last state, and since when it is so.
    private final class Memory: Sendable {
        private let terms = Mutex<(tag: String, value: TermCatalogue)?>(nil)
        private let seen = Mutex<(tag: String, since: Date)?>(nil)

        func terms(_ tag: String, make: () throws -> TermCatalogue) rethrows -> TermCatalogue {
            if let known = terms.withLock({ $0 }), known.tag == tag { return known.value }
            let made = try make()
            terms.withLock { $0 = (tag, made) }
            return made
        }

        /// In whole seconds, as headers have it; each state at least a second after the one before, so that no two share one.
        func since(_ tag: String, now: Date) -> Date {
            seen.withLock { seen in
                if let known = seen, known.tag == tag { return known.since }
                let second = Date(timeIntervalSince1970: now.timeIntervalSince1970.rounded(.up))
                let since = max(second, seen?.since.addingTimeInterval(1) ?? .distantPast)
                seen = (tag, since)
                return since
            }
        }
    }
}

extension OpenReferral {
    /// JSON as the standard has it: names in snake case, in an order that never changes, nothing that is nil.
    public static func json(_ value: some Encodable) throws -> Data {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        encoder.keyEncodingStrategy = .convertToSnakeCase
        return try encoder.encode(value)
    }
}

extension [String] {
    /// Whether each stands in one of the texts, in any letter case.
    fileprivate func all(in texts: String...) -> Bool {
        allSatisfy { word in texts.contains { $0.localizedCaseInsensitiveContains(word) } }
    }
}
