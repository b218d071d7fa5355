import Crypto
import Foundation

/// What a mail server says about mail of ours that it could not deliver (RFC 3464), or Exim's older plain words.
public struct DeliveryReport: Codable, Equatable, Sendable {
    /// Tells this report from others; the same report read twice has the same. Says nothing about anybody.
    public let key: String
    public let recipients: [Recipient]

    public struct Recipient: Codable, Equatable, Sendable {
        /// Lower case: the mailbox that failed, then the one that we wrote to where that was another.
        public let addresses: [String]
        public let verdict: Verdict
        /// An enhanced status code (RFC 3463), such as "5.1.1".
        public let status: String
    }

    public enum Verdict: String, Codable, Sendable {
        /// 5.x.x: writing again will not help.
        case permanent
        /// 4.x.x: they, or the servers between, may come round.
        case passing
        /// Nothing failed.
        case delivered
    }

    /// Bytes. Our own mails have a few thousand, and servers send at most all of it back.
    public static let longest = 2 << 20

    /// - Throws: `Failure.unavailable` with a sentence when it is no such report.
    public static func read(_ bytes: [UInt8]) throws -> DeliveryReport {
        guard bytes.count <= longest else {
            throw Failure.unavailable("The message is longer than \(longest >> 20) MiB, which no delivery report is.")
        }
        let message = MailPart(bytes[...])
        guard !message.headers.isEmpty else {
            throw Failure.unavailable("This is no mail: it does not begin with headers. Nothing was changed.")
        }
        let status = statusText(in: message, depth: 0)
        let recipients = status.map(recipients(in:)) ?? oldExim(message)
        guard !recipients.isEmpty else {
            throw Failure.unavailable(
                "This mail is no delivery report: no part of it says which recipient was not reached. Nothing was changed."
            )
        }
        return DeliveryReport(key: key(of: message, status: status), recipients: recipients)
    }

    /// Some servers wrap the report once more to add a footer; the mail that came back is not looked into.
    private static func statusText(in part: MailPart, depth: Int) -> String? {
        if part.kind == "message/delivery-status" || part.kind == "message/global-delivery-status" {
            return part.decodedBody
        }
        guard depth < 5 else { return nil }
        for inner in part.parts {
            if let found = statusText(in: inner, depth: depth + 1) { return found }
        }
        return nil
    }

    private static func key(of message: MailPart, status: String?) -> String {
        let name = message["message-id"] ?? status ?? message.decodedBody
        return SHA256.hash(data: Data(name.utf8)).prefix(16).map {
            String($0 >> 4, radix: 16) + String($0 & 15, radix: 16)
        }
        .joined()
    }

    // MARK: The machine's part

    /// Groups of fields with empty lines between; the first is about the message, each other about a recipient.
    private static func recipients(in text: String) -> [Recipient] {
        var recipients: [Recipient] = []
        var rest = ArraySlice(Array(text.utf8))
        while !rest.isEmpty, recipients.count < 1_000 {
            let group = MailPart(rest)
            rest = group.body
            if let recipient = recipient(group) { recipients.append(recipient) }
        }
        return recipients
    }

    private static func recipient(_ group: MailPart) -> Recipient? {
        let named = ["final-recipient", "original-recipient"].compactMap { group[$0] }.compactMap(address)
        var addresses: [String] = []
        for address in named where !addresses.contains(address) { addresses.append(address) }
        guard !addresses.isEmpty else { return nil }
        let status = enhancedStatus(group)
        return Recipient(
            addresses: addresses,
            verdict: verdict(action: group["action"]?.lowercased() ?? "failed", status: status),
            status: status
        )
    }

    /// From "rfc822; name@host.example", with what servers put around it.
    static func address(_ field: String) -> String? {
        let value = field.split(separator: ";", maxSplits: 1).last.map(String.init) ?? field
        let bare = value.replacing(#/\([^)]{0,200}\)/#, with: "").trimmingCharacters(in: .whitespaces)
        let name = bare.trimmingCharacters(in: CharacterSet(charactersIn: "<>"))
        return Address.email(unescaped(name)).map { $0.lowercased() }
    }

    /// RFC 3461's xtext: "+2B" is a plus.
    private static func unescaped(_ text: String) -> String {
        text.replacing(#/\+([0-9A-F]{2})/#) { match in
            UInt8(match.1, radix: 16).map { String(UnicodeScalar($0)) } ?? String(match.0)
        }
    }

    /// Its own, or that of the server's answer, or one with the class of its three digits; "" when nothing says.
    private static func enhancedStatus(_ group: MailPart) -> String {
        for field in ["status", "diagnostic-code"].compactMap({ group[$0] }) {
            if let status = statusCode(in: field) { return status }
        }
        return ""
    }

    private static func statusCode(in text: String) -> String? {
        if let match = text.firstMatch(of: #/(?:^|[^0-9.])([245]\.[0-9]{1,3}\.[0-9]{1,3})(?![0-9.])/#) {
            return String(match.1)
        }
        return text.firstMatch(of: #/(?:^|[^0-9.])([45])[0-9]{2}(?![0-9.])/#).map { "\($0.1).0.0" }
    }

    private static func verdict(action: String, status: String) -> Verdict {
        if ["delivered", "relayed", "expanded"].contains(where: action.hasPrefix) { return .delivered }
        if action.hasPrefix("delayed") { return .passing }
        // Nobody is written off for a report that does not say why.
        return status.hasPrefix("5") ? .permanent : .passing
    }

    // MARK: Words only

    /// Exim before 4.88 wrote no machine's part, but named those who were not reached in a header.
    private static func oldExim(_ message: MailPart) -> [Recipient] {
        let named = (message["x-failed-recipients"] ?? "").split(separator: ",").compactMap { address(String($0)) }
        let text = message.decodedBody.prefix(20_000)
        let status = statusCode(in: String(text)) ?? (text.contains("permanent error") ? "5.0.0" : "")
        return named.prefix(1_000).map {
            Recipient(addresses: [$0], verdict: verdict(action: "failed", status: status), status: status)
        }
    }
}
