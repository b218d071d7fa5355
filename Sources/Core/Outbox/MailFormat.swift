import Foundation

/// RFC 5322 text of a message: UTF-8 in base64, so that no line of it can be taken for a header.
package enum MailFormat {
    package static func text(_ message: OutboxMessage, sender: String) -> String {
        let body = Data(message.body.utf8).base64EncodedString(options: [
            .lineLength76Characters, .endLineWithCarriageReturn, .endLineWithLineFeed,
        ])
        let unsubscribe = message.unsubscribe.map {
            ["List-Unsubscribe: <\(oneLine($0))>", "List-Unsubscribe-Post: List-Unsubscribe=One-Click"]
        }
        let headers =
            [
                "From: Fingerpost <\(oneLine(sender))>",
                "To: \(oneLine(message.recipient))",
                "Subject: \(encodedWord(message.subject))",
                "Date: \(date(message.createdAt))",
                "Message-ID: <\(message.id)@fingerpost>",
            ] + (unsubscribe ?? []) + [
                "MIME-Version: 1.0",
                "Content-Type: text/plain; charset=utf-8",
                "Content-Transfer-Encoding: base64",
            ]
        return headers.joined(separator: "\r\n") + "\r\n\r\n" + body + "\r\n"
    }

    private static func oneLine(_ text: String) -> String {
        let breaks: Set<Unicode.GeneralCategory> = [.control, .lineSeparator, .paragraphSeparator]
        return String(
            String.UnicodeScalarView(text.unicodeScalars.filter { !breaks.contains($0.properties.generalCategory) })
        )
    }

    private static func encodedWord(_ text: String) -> String {
        text.utf8.allSatisfy { (32..<127).contains($0) }
            ? text : "=?utf-8?B?\(Data(text.utf8).base64EncodedString())?="
    }

    private static func date(_ date: Date) -> String {
        let formatter = DateFormatter()
        formatter.locale = Locale(identifier: "en_US_POSIX")
        formatter.timeZone = .gmt
        formatter.dateFormat = "EEE, dd MMM yyyy HH:mm:ss '+0000'"
        return formatter.string(from: date)
    }
}
