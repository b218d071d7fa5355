import Foundation

/// What a result shows of an offer, kept in the index so that a page of results needs nothing else.
public struct OfferCard: Equatable, Sendable {
    public var name: String
    public var organisation: String
    public var organisationID: Organisation.ID
    /// How the description begins.
    public var opening: String
    public var places: [Place]
    public var ways: [Offer.Way]
    public var joining: [Offer.Joining]
    public var costs: [CostOption]
    public var feesDescription: String?
    public var schedules: [Schedule]
    public var intake: Offer.Intake
    public var wait: String?
    public var status: Offer.Status
    public var confirmedAt: Date?
    public var standing: Standing
    public var addedAt: Date
    public var confirmationInterval: Int

    public struct Place: Equatable, Sendable {
        /// Its name or first line; empty when the address is kept private.
        public var line: String
        public var postcode: String?
        public var isConfidential: Bool
    }

    /// Characters of the description.
    static let openingLength = 200

    public init(_ listing: Listing) {
        let offer = listing.offer
        name = offer.name
        organisation = listing.organisation.name
        organisationID = listing.organisation.id
        opening = OfferCard.opening(of: offer.description)
        places = listing.locations.map { location in
            guard !location.isConfidential else { return Place(line: "", postcode: nil, isConfidential: true) }
            return Place(
                line: location.name ?? location.address ?? "",
                postcode: location.postcode,
                isConfidential: false
            )
        }
        ways = offer.ways
        joining = offer.joining
        costs = listing.costs
        feesDescription = offer.feesDescription.map { String($0.prefix(OfferCard.openingLength)) }
        schedules = listing.schedules
        intake = offer.intake
        wait = offer.wait
        status = offer.status
        confirmedAt = offer.confirmedAt
        standing = offer.standing
        addedAt = offer.addedAt
        confirmationInterval = offer.confirmationInterval
    }

    private static func opening(of text: String) -> String {
        guard text.utf8.count > openingLength, text.count > openingLength else { return text }
        return text.prefix(openingLength).split(separator: " ").dropLast().joined(separator: " ") + " …"
    }

    public func freshness(now: Date) -> Freshness {
        FreshnessPolicy.freshness(standing, addedAt: addedAt, interval: confirmationInterval, now: now)
    }

    /// The earliest of its schedules' next sessions; nil while it is closed.
    public func nextSession(after now: Date) -> Session? {
        status == .active ? schedules.nextSession(after: now) : nil
    }
}

// MARK: - As text

/// Fields between separators that no text of ours holds: many times quicker to read than JSON, and a page reads twenty.
extension OfferCard {
    private static let field: Character = "\u{1f}"
    private static let item: Character = "\u{1e}"
    private static let part: Character = "\u{1d}"

    var encoded: String {
        let parts = [
            OfferCard.clean(name), OfferCard.clean(organisation), OfferCard.clean(opening),
            OfferCard.list(places.map { [$0.line, $0.postcode ?? "", $0.isConfidential ? "1" : ""] }),
            OfferCard.list(ways.map { [$0.rawValue] }),
            OfferCard.list(joining.map { [$0.rawValue] }),
            OfferCard.list(costs.map { [$0.pence.map(String.init) ?? "", $0.per ?? "", $0.note ?? ""] }),
            OfferCard.clean(feesDescription ?? ""),
            OfferCard.list(schedules.map(OfferCard.parts)),
            intake.rawValue, OfferCard.clean(wait ?? ""), status.rawValue,
            OfferCard.moment(confirmedAt), String(addedAt.timeIntervalSince1970),
            String(confirmationInterval), organisationID.text,
            OfferCard.moment(standing.knownAt), OfferCard.moment(standing.doubtedFrom),
            OfferCard.moment(standing.disbelievedFrom), standing.doubt?.rawValue ?? "",
        ]
        return parts.joined(separator: String(OfferCard.field))
    }

    /// Nil for what is no card.
    init?(encoded: String) {
        let fields = OfferCard.split(encoded, OfferCard.field)
        guard fields.count == 20, let intake = Offer.Intake(rawValue: fields[9]),
            let status = Offer.Status(rawValue: fields[11]), let added = Double(fields[13]),
            let interval = Int(fields[14]), let organisationID = Organisation.ID(fields[15])
        else { return nil }
        name = fields[0]
        organisation = fields[1]
        opening = fields[2]
        places = OfferCard.items(fields[3]).map {
            Place(line: $0[0], postcode: $0.text(1), isConfidential: $0.text(2) != nil)
        }
        ways = OfferCard.items(fields[4]).compactMap { Offer.Way(rawValue: $0[0]) }
        joining = OfferCard.items(fields[5]).compactMap { Offer.Joining(rawValue: $0[0]) }
        costs = OfferCard.items(fields[6]).map { CostOption(pence: Int($0[0]), per: $0.text(1), note: $0.text(2)) }
        feesDescription = fields.text(7)
        schedules = OfferCard.items(fields[8]).map(OfferCard.schedule)
        self.intake = intake
        wait = fields.text(10)
        self.status = status
        confirmedAt = OfferCard.moment(fields[12])
        standing = Standing(
            knownAt: OfferCard.moment(fields[16]),
            doubtedFrom: OfferCard.moment(fields[17]),
            disbelievedFrom: OfferCard.moment(fields[18]),
            doubt: Evidence.Kind(rawValue: fields[19])
        )
        addedAt = Date(timeIntervalSince1970: added)
        confirmationInterval = interval
        self.organisationID = organisationID
    }

    private static func moment(_ date: Date?) -> String { date.map { String($0.timeIntervalSince1970) } ?? "" }
    private static func moment(_ text: String) -> Date? { Double(text).map(Date.init(timeIntervalSince1970:)) }

    private static func parts(of schedule: Schedule) -> [String] {
        [
            schedule.frequency?.rawValue ?? "", String(schedule.interval),
            schedule.days.map(\.rawValue).joined(separator: ","),
            schedule.weekOfMonth.map(String.init) ?? "", schedule.dayOfMonth.map(String.init) ?? "",
            schedule.opensAt?.description ?? "", schedule.closesAt?.description ?? "",
            schedule.validFrom?.description ?? "", schedule.validTo?.description ?? "", schedule.description ?? "",
        ]
    }

    private static func schedule(_ parts: [String]) -> Schedule {
        Schedule(
            frequency: parts.text(0).flatMap(Schedule.Frequency.init),
            interval: parts.text(1).flatMap { Int($0) } ?? 1,
            days: (parts.text(2) ?? "").split(separator: ",").compactMap { Weekday(rawValue: String($0)) },
            weekOfMonth: parts.text(3).flatMap { Int($0) },
            dayOfMonth: parts.text(4).flatMap { Int($0) },
            opensAt: parts.text(5).flatMap { TimeOfDay($0) },
            closesAt: parts.text(6).flatMap { TimeOfDay($0) },
            validFrom: parts.text(7).flatMap { Day(iso: $0) },
            validTo: parts.text(8).flatMap { Day(iso: $0) },
            description: parts.text(9)
        )
    }

    private static func list(_ items: [[String]]) -> String {
        items.map { $0.map(clean).joined(separator: String(part)) }.joined(separator: String(item))
    }

    private static func items(_ text: String) -> [[String]] {
        text.isEmpty ? [] : split(text, item).map { split($0, part) }
    }

    /// By bytes: the separators are ASCII, and never inside a character.
    private static func split(_ text: String, _ separator: Character) -> [String] {
        let byte = separator.asciiValue ?? 0
        var text = text
        return text.withUTF8 { bytes in
            var parts: [String] = []
            var start = 0
            for position in bytes.indices where bytes[position] == byte {
                parts.append(String(decoding: bytes[start..<position], as: UTF8.self))
                start = position + 1
            }
            parts.append(String(decoding: bytes[start...], as: UTF8.self))
            return parts
        }
    }

    /// By scalars: a separator under a combining mark is still one to `split`.
    private static func clean(_ text: String) -> String {
        guard text.utf8.contains(where: { (0x1d...0x1f).contains($0) }) else { return text }
        return String(String.UnicodeScalarView(text.unicodeScalars.map { (0x1d...0x1f).contains($0.value) ? " " : $0 }))
    }
}

extension [String] {
    /// Nil for what is not there, or empty.
    fileprivate func text(_ position: Int) -> String? {
        indices.contains(position) && !self[position].isEmpty ? self[position] : nil
    }
}
