import Core
import Foundation
import GRDB

/// The rows of some of the people, as SQL that makes them where they are stored. Identifiers rise with the numbers, so that
/// every table grows at its end, and are spread over all there are, so that new ones fall anywhere among them.
struct ManyReferralsRows {
    let many: ManyReferrals
    /// Of the people.
    let first: Int
    let end: Int

    var statements: [String] {
        [
            people, episodes, episodeEvents, episodeConsents, referrals, details, consents, events, answers, firings,
            evidence, audit,
        ]
    }

    private enum Kind: Int {
        case person = 1
        case episode, referral, answer, evidence
    }

    private func id(_ kind: Kind, _ number: String) -> String {
        let spread = 4_000_000_000 / max(1, many.referrals * 4)
        return "printf('%08x-0000-4000-800\(kind.rawValue)-%012x', \(number) * \(max(1, spread)), \(number))"
    }

    private var now: String { "'\(String.fromDatabaseValue(many.now.databaseValue) ?? "")'" }

    /// When somebody came: five years of days, one after the other.
    private func came(_ person: String) -> String {
        let step = Double(5 * 365 * 86_400) / Double(many.people)
        let people = many.people
        return moment(now, "'-' || CAST((\(people) - \(person)) * \(step) AS INTEGER) || ' seconds'")
    }

    private func moment(_ start: String, _ change: String) -> String {
        "strftime('%Y-%m-%d %H:%M:%f', \(start), \(change))"
    }

    /// Fifty days after they came.
    private func ended(_ came: String) -> String { moment(came, "'+50 days'") }

    /// The people `e` of this part, and when they came.
    private var crowd: String {
        """
        WITH RECURSIVE n(e) AS (SELECT \(first) UNION ALL SELECT e + 1 FROM n WHERE e + 1 < \(end)),
            crowd AS (SELECT e, \(came("e")) AS came, e >= \(many.firstOpen) AS isOpen, e % 10 = 0 AS isDirect,
                \(id(.person, "e")) AS personID, \(id(.episode, "e")) AS episodeID FROM n)
        """
    }

    private var worker: String { "(SELECT id FROM temp.worker WHERE worker.n = e % \(many.linkWorkers))" }

    /// The first practice is three times as large as the others.
    private var surgery: String {
        "CROSS JOIN temp.surgery ON surgery.n = max(0, e % \(many.practices + 2) - 2)"
    }

    private var people: String {
        """
        INSERT INTO person (id, details, nameBirthHash, createdAt) \(crowd)
        SELECT personID, sealed(printf('{"name":"Invented Person %d","dateOfBirth":"19%d-0%d-1%d","phone":"07700 900%03d"}',
            e, 30 + e % 70, 1 + e % 9, e % 10, e % 1000), 'person ' || personID), randomblob(32), came FROM crowd
        """
    }

    // MARK: Episodes

    private var episodes: String {
        """
        INSERT INTO episode (id, version, state, stateSince, personID, practiceCode, linkWorkerID, openedAt, openedBy, telling,
            engaged, helped, saidBy, ageBand, sex, deprivation, plan, isTimed) \(crowd)
        SELECT episodeID, 2 - isOpen, iif(isOpen, 'open', 'closed'), iif(isOpen, came, \(ended("came"))), personID, surgery.code,
            \(worker), came, \(worker), iif(e % 20 = 19, 'nothing', 'everything'), iif(isOpen, NULL, 'most'),
            iif(isOpen, NULL, iif(e % 4, 'some', 'a lot')), iif(isOpen, NULL, 'person'),
            iif(e % 3, '40 to 64', '65 to 79'), iif(e % 2, 'female', 'male'), 1 + e % 10,
            sealed('{"risk":"none known","needs":[]}', 'plan ' || episodeID), NOT isOpen
        FROM crowd \(surgery) WHERE NOT isDirect
        """
    }

    private var episodeEvents: String {
        """
        INSERT INTO episodeEvent (episodeID, version, event, state, actorID, at, detail) \(crowd)
        SELECT episodeID, version, iif(version = 1, 'open', 'close'), iif(version = 1, 'open', 'closed'), \(worker),
            iif(version = 1, came, \(ended("came"))), sealed('{}', 'episode event ' || episodeID || ' ' || version)
        FROM crowd JOIN (SELECT 1 AS version UNION ALL SELECT 2) ON version <= 2 - isOpen WHERE NOT isDirect
        """
    }

    private var episodeConsents: String {
        """
        INSERT INTO consent (episodeID, purpose, isGiven, method, wording, recordedBy, recordedAt) \(crowd)
        SELECT episodeID, 'tell the practice', e % 20 <> 19, 'in person', '2026-11', \(worker), came
        FROM crowd WHERE NOT isDirect
        """
    }

    // MARK: Referrals

    /// Referral `i` is of the person two thirds of its number; the part's begin with this one.
    private var firstReferral: Int { (first * 3 + 1) / 2 }
    private var endReferral: Int { min(many.referrals, (end * 3 + 1) / 2) }
    /// They lie in the order of their numbers.
    private var these: String { "referral.rowid BETWEEN \(firstReferral + 1) AND \(endReferral)" }

    private var referrals: String {
        """
        INSERT INTO referral (rowid, id, version, state, stateSince, episodeID, offerID, offerVersion, organisationID, personID,
            practiceCode, origin, referrerID, holderID, priority, madeAt, lastEventAt, firstContactAt, expectedOn, startedOn,
            resumesOn, closure, closedBy, reason, engaged, helped, saidBy, isShared, reportBack)
        WITH RECURSIVE n(i) AS (SELECT \(firstReferral) UNION ALL SELECT i + 1 FROM n WHERE i + 1 < \(endReferral)),
            made AS (SELECT i, i * 2 / 3 AS e, \(came("(i * 2 / 3)")) AS came FROM n),
            stood AS (SELECT *, CASE WHEN e < \(many.firstOpen) OR i % 10 = 9 THEN 'closed' ELSE \(openState) END AS state,
                CASE WHEN e < \(many.firstOpen) THEN \(ended("came"))
                    ELSE max(came, \(moment(now, "'-' || (i % 4 * 24 + i % 7) || ' hours'"))) END AS since FROM made),
            ending AS (SELECT *, iif(state = 'closed', CASE i % 10 WHEN 7 THEN 'declined' WHEN 8 THEN 'did not start'
                WHEN 9 THEN 'withdrawn' ELSE 'completed' END, NULL) AS closure FROM stood)
        SELECT i + 1, \(id(.referral, "i")), CASE state WHEN 'sent' THEN 1 WHEN 'active' THEN 3 WHEN 'paused' THEN 4
                WHEN 'closed' THEN CASE closure WHEN 'completed' THEN 4 WHEN 'did not start' THEN 3 ELSE 2 END ELSE 2 END,
            state, since, iif(e % 10, \(id(.episode, "e")), NULL), offerID, 1, organisationID, \(id(.person, "e")),
            surgery.code, iif(e % 10, 'link worker', 'practice'), iif(e % 10, \(worker), surgery.id),
            iif(e % 10, \(worker), NULL), 'routine', came, since, iif(state IN ('active', 'paused'), since, NULL),
            iif(state = 'waiting', date(\(now), '+21 days'), NULL),
            iif(state IN ('active', 'paused') OR closure = 'completed', date(came, '+10 days'), NULL),
            iif(state = 'paused', date(\(now), '+14 days'), NULL), closure,
            CASE WHEN closure = 'withdrawn' THEN 'referrer' WHEN closure IS NOT NULL THEN 'organisation' END,
            CASE closure WHEN 'declined' THEN 'no capacity' WHEN 'did not start' THEN 'did not come' END,
            CASE closure WHEN 'completed' THEN 'most' WHEN 'did not start' THEN 'none' END,
            CASE closure WHEN 'completed' THEN iif(i % 4, 'some', 'a lot') WHEN 'did not start' THEN 'not known' END,
            CASE WHEN closure IN ('completed', 'did not start') THEN 'person' END, 1, i % 20 <> 19
        FROM ending CROSS JOIN temp.venue ON venue.n = i * 7919 % (SELECT COUNT(*) FROM temp.venue) \(surgery)
        """
    }

    private var openState: String {
        """
        CASE i % 10 WHEN 0 THEN 'sent' WHEN 1 THEN 'sent' WHEN 2 THEN 'waiting' WHEN 3 THEN 'accepted'
            WHEN 7 THEN 'paused' WHEN 8 THEN 'lapsed' ELSE 'active' END
        """
    }

    private var details: String {
        """
        INSERT INTO referralDetail (referralID, idempotencyKey, sender, sharedFields, reason)
        SELECT id, 'bench ' || rowid, referrerID, '["name","phone","reason"]',
            sealed('Has been alone since the move, and would like company once a week.', 'reason ' || id)
        FROM referral WHERE \(these)
        """
    }

    private var consents: String {
        """
        INSERT INTO consent (referralID, purpose, isGiven, method, wording, recordedBy, recordedAt)
        SELECT id, purpose, purpose <> 'follow up' AND (purpose = 'share' OR reportBack), 'in person', '2026-11', referrerID, madeAt
        FROM referral CROSS JOIN (SELECT 'share' AS purpose UNION ALL SELECT 'report back' UNION ALL SELECT 'follow up')
        WHERE \(these)
        """
    }

    /// What led to where a referral stands; what it says in words is left out.
    private var events: String {
        """
        INSERT INTO referralEvent (referralID, version, move, party, state, actorID, at, detail)
        SELECT id, number, move, CASE WHEN move IN ('send', 'withdraw') THEN 'referrer' WHEN move = 'lapse' THEN 'system'
                ELSE 'organisation' END, became,
            CASE WHEN move IN ('send', 'withdraw') THEN referrerID WHEN move <> 'lapse' THEN memberID END,
            CASE WHEN number = version THEN stateSince WHEN number = 1 THEN madeAt
                ELSE min(stateSince, \(moment("madeAt", "'+' || (number * 3) || ' days'"))) END,
            sealed('{}', 'event ' || id || ' ' || number)
        FROM (SELECT referral.*, number, venue.memberID,
                CASE WHEN number = 1 THEN 'send' WHEN state = 'closed' AND number = version THEN CASE closure
                    WHEN 'completed' THEN 'close' WHEN 'declined' THEN 'decline' WHEN 'withdrawn' THEN 'withdraw'
                    ELSE 'did-not-start' END
                    WHEN number = 2 THEN CASE state WHEN 'waiting' THEN 'wait' WHEN 'lapsed' THEN 'lapse' ELSE 'accept' END
                    WHEN number = 3 THEN 'start' ELSE 'pause' END AS move,
                CASE WHEN number = version THEN state WHEN number = 1 THEN 'sent' WHEN number = 2 THEN 'accepted'
                    ELSE 'active' END AS became
            FROM referral CROSS JOIN (SELECT 1 AS number UNION ALL SELECT 2 UNION ALL SELECT 3 UNION ALL SELECT 4)
                ON number <= version
            CROSS JOIN temp.venue ON venue.n = (referral.rowid - 1) * 7919 % (SELECT COUNT(*) FROM temp.venue)
            WHERE \(these))
        """
    }

    // MARK: What came of them

    /// The newest have just been sent, those before them were opened, and the rest is filed. Of the last half year some
    /// could not be delivered; what is older was seen to.
    private var answers: String {
        let (new, opened, unmended) = (many.people * 968 / 1_000, many.people * 950 / 1_000, many.people * 9 / 10)
        return """
            INSERT INTO answer (id, episodeID, referralID, number, isCurrent, practiceCode, loop, loopSince, tag, priority,
                letter, digest, way, sentAt, receivedAt, receivedBy, filedAt, filedBy, problem, tries) \(crowd),
            ended AS (SELECT episodeID, NULL AS referralID, e, came, e % 20 = 19 AS isWithheld,
                    \(id(.answer, "(e * 4)")) AS id FROM crowd WHERE NOT isOpen AND NOT isDirect
                UNION ALL SELECT NULL, referral.id, e, came, NOT reportBack, \(id(.answer, "(e * 4 + 1 + referral.rowid % 3)"))
                FROM crowd CROSS JOIN referral ON referral.rowid BETWEEN (e * 3 + 1) / 2 + 1 AND ((e + 1) * 3 + 1) / 2
                WHERE isDirect AND NOT isOpen),
            told AS (SELECT *, \(ended("came")) AS at, CASE WHEN isWithheld THEN 'withheld' WHEN e >= \(new) THEN 'sent'
                WHEN e >= \(unmended) AND e % 200 = 7 THEN 'failed' WHEN e >= \(opened) THEN 'received' ELSE 'filed' END AS loop FROM ended)
            SELECT told.id, episodeID, referralID, 1, 1, surgery.code, loop, at, CASE e % 10 WHEN 1 THEN 'ACTION'
                WHEN 2 THEN 'AWARE' ELSE 'FILE' END, 'routine', iif(isWithheld, NULL, \(letter)),
                iif(isWithheld, NULL, randomblob(32)), iif(isWithheld, NULL, 'page'), iif(isWithheld, NULL, at),
                iif(loop IN ('received', 'filed'), at, NULL), iif(loop IN ('received', 'filed'), surgery.id, NULL),
                iif(loop = 'filed', at, NULL), iif(loop = 'filed', surgery.id, NULL),
                iif(loop = 'failed', 'Nobody has opened it in 10 working days.', NULL), 1
            FROM told \(surgery)
            """
    }

    private var letter: String {
        """
        sealed('{"tag":"' || CASE e % 10 WHEN 1 THEN 'ACTION' WHEN 2 THEN 'AWARE' ELSE 'FILE' END || '","person":{"name":'
            || '"Invented Person ' || e || '","dateOfBirth":"19' || (30 + e % 70) || '-05-14","phone":"07700 900123"},'
            || '"practiceName":"' || surgery.code || '","referredOn":"' || substr(came, 1, 10) || '","reasons":["Has been alone '
            || 'since the move, and would like company once a week."],"engaged":"most","helped":"some","saidBy":"person",'
            || '"personWords":"I have somebody to talk to on Tuesdays now, and I sleep better than I did.","services":['
            || '{"name":"Growing together","organisation":"The Garden","closure":"completed","engaged":"most",'
            || '"helped":"some"}],"measures":[],"risk":"none known","remaining":"Nothing for now.","contact":"Worker",'
            || '"contactAt":"worker@bench.example","consent":"In person.","isShortened":false,"endedOn":"'
            || substr(at, 1, 10) || '"}', 'letter ' || told.id)
        """
    }

    /// One referral in three was reminded of.
    private var firings: String {
        """
        INSERT INTO timerFiring (subject, subjectID, step, firedAt, recipient, toldOn)
        SELECT 'referral', id, 'bench', madeAt, 'organisation ' || organisationID, date(madeAt, '+3 days')
        FROM referral WHERE \(these) AND rowid % 3 = 0 AND state = 'closed'
        """
    }

    private var evidence: String {
        """
        INSERT INTO evidence (id, offerID, at, kind, by, actorID, once)
        SELECT printf('%08x-0000-4000-80%02x-%012x', referral.rowid * \(max(1, 4_000_000_000 / max(1, many.referrals * 4))), number, referral.rowid),
            offerID, min(lastEventAt, \(moment("madeAt", "'+5 days'"))),
            iif(number = 1, 'referral accepted', 'referral attended'), 'The organisation', NULL,
            'referral ' || referral.id || iif(number = 1, ' accept', ' start')
        FROM referral CROSS JOIN (SELECT 1 AS number UNION ALL SELECT 2)
            ON number = 1 OR startedOn IS NOT NULL
        WHERE \(these) AND version >= 3
        """
    }

    private var audit: String {
        """
        INSERT INTO audit (at, actorID, role, action, subject, hash)
        SELECT at, actorID, role, action, subject, chained(at, coalesce(actorID, ''), coalesce(role, ''), action, subject)
        FROM (SELECT referralEvent.at, referralEvent.actorID, account.role, iif(version = 1, 'referral made', 'referral moved')
                AS action, referralID AS subject
            FROM referralEvent LEFT JOIN account ON account.id = referralEvent.actorID
            WHERE referralID BETWEEN \(id(.referral, "\(firstReferral)")) AND \(id(.referral, "\(endReferral - 1)"))
            ORDER BY referralID, version)
        """
    }
}
