import Foundation

/// The pages over HTTP, one after the other on one connection, as one person at a desk asks for them.
struct ReferralPagesLoad {
    let cast: ManyReferralsCast
    let port: Int
    let seconds: Double

    /// In the order of `BareReferrals.measured`.
    func measured() throws -> [MeasuredPage] {
        [
            try page("worklist of a link worker", "/referrals", cast.linkWorker),
            try page("worklist of an organisation", "/referrals", cast.member),
            try page("tray of a practice", "/practice", cast.surgery),
            try page("a referral", "/referrals/\(cast.referral)", cast.linkWorker),
            try accepting(),
        ]
    }

    private func page(_ name: String, _ path: String, _ visitor: Visitor) throws -> MeasuredPage {
        let connection = try Connection(port: port)
        var timings = Timings()
        let start = ContinuousClock.now
        var number = 0
        while ContinuousClock.now - start < .seconds(seconds) || number < 20 {
            let begin = ContinuousClock.now
            let status = try connection.get(path, number: number, cookie: visitor.cookie)
            guard status == 200 else { throw Connection.Problem(text: "\(path) answers \(status)") }
            // The first answers fill the memory of the server.
            if number >= 5 { timings.latencies.append((ContinuousClock.now - begin).seconds) }
            number += 1
        }
        return MeasuredPage(name: name, timings: timings)
    }

    /// Each time another referral, from its own page; only the form is measured.
    private func accepting() throws -> MeasuredPage {
        let connection = try Connection(port: port)
        var timings = Timings()
        for (number, (referral, visitor)) in cast.waiting.enumerated() where number % 2 == 0 {
            let path = "/referrals/\(referral)"
            guard try connection.get(path, number: number, cookie: visitor.cookie) == 200 else {
                throw Connection.Problem(text: "\(path) cannot be opened")
            }
            let form = try ["csrf", "version"].map { "\($0)=\(try value(of: $0, in: connection.answer))" }
            let begin = ContinuousClock.now
            let status = try connection.post(
                "\(path)/accept",
                form.joined(separator: "&"),
                number: number,
                cookie: visitor.cookie
            )
            guard status == 303 else { throw Connection.Problem(text: "accepting answers \(status)") }
            timings.latencies.append((ContinuousClock.now - begin).seconds)
        }
        return MeasuredPage(name: "an organisation accepts", timings: timings)
    }

    private func value(of name: String, in page: String) throws -> String {
        guard let start = page.range(of: "name=\"\(name)\" value=\"") else {
            throw Connection.Problem(text: "the page has no field \(name)")
        }
        return String(page[start.upperBound...].prefix { $0 != "\"" })
    }
}
