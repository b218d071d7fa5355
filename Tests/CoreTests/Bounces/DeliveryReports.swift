import Foundation

@testable import Core

/// Delivery reports in the shapes that servers give them, about an invented mailbox.
enum DeliveryReports {
    static let postfix = """
        Return-Path: <>
        Received: by mx.sender.example (Postfix)
        \tid 4Xy1zT0c2Bz; Sat, 21 Nov 2026 10:00:03 +0000 (GMT)
        Date: Sat, 21 Nov 2026 10:00:03 +0000 (GMT)
        From: MAILER-DAEMON@mx.sender.example (Mail Delivery System)
        Subject: Undelivered Mail Returned to Sender
        To: fingerpost@sender.example
        Auto-Submitted: auto-replied
        MIME-Version: 1.0
        Content-Type: multipart/report; report-type=delivery-status;
        \tboundary="4Xy1zT0b1Az.1795255203/mx.sender.example"
        Message-Id: <20261121100003.4Xy1zT0c2Bz@mx.sender.example>

        This is a MIME-encapsulated message.

        --4Xy1zT0b1Az.1795255203/mx.sender.example
        Content-Description: Notification
        Content-Type: text/plain; charset=us-ascii

        <tea@example.org>: host mail.example.org[192.0.2.7] said: 550 5.1.1
            <tea@example.org>: Recipient address rejected: User unknown (in reply to RCPT TO command)

        --4Xy1zT0b1Az.1795255203/mx.sender.example
        Content-Description: Delivery report
        Content-Type: message/delivery-status

        Reporting-MTA: dns; mx.sender.example
        X-Postfix-Queue-ID: 4Xy1zT0b1Az
        X-Postfix-Sender: rfc822; fingerpost@sender.example
        Arrival-Date: Sat, 21 Nov 2026 10:00:01 +0000 (GMT)

        Final-Recipient: rfc822; tea@example.org
        Original-Recipient: rfc822;tea@example.org
        Action: failed
        Status: 5.1.1
        Remote-MTA: dns; mail.example.org
        Diagnostic-Code: smtp; 550 5.1.1 <tea@example.org>: Recipient address
            rejected: User unknown

        --4Xy1zT0b1Az.1795255203/mx.sender.example
        Content-Description: Undelivered Message Headers
        Content-Type: text/rfc822-headers

        To: tea@example.org
        Subject: Are your listings still right?

        --4Xy1zT0b1Az.1795255203/mx.sender.example--
        """

    static let exim = """
        Return-path: <>
        Envelope-to: fingerpost@sender.example
        X-Failed-Recipients: tea@example.org
        Auto-Submitted: auto-replied
        From: Mail Delivery System <Mailer-Daemon@host.sender.example>
        To: fingerpost@sender.example
        Content-Type: multipart/report; report-type=delivery-status; boundary=1795255200-eximdsn-1804289383
        MIME-Version: 1.0
        Subject: Mail delivery failed: returning message to sender
        Message-Id: <E1tDxYz-0001Ab-3C@host.sender.example>

        --1795255200-eximdsn-1804289383
        Content-type: text/plain; charset=us-ascii

        This message was created automatically by mail delivery software.

        --1795255200-eximdsn-1804289383
        Content-type: message/delivery-status

        Reporting-MTA: dns; host.sender.example

        Action: failed
        Final-Recipient: rfc822;Tea@Example.org
        Status: 5.0.0
        Remote-MTA: dns; mail.example.org
        Diagnostic-Code: smtp; 550 No such user here

        --1795255200-eximdsn-1804289383
        Content-type: message/rfc822

        To: tea@example.org

        Final-Recipient: rfc822; somebody.else@example.org
        --1795255200-eximdsn-1804289383--
        """

    static let oldExim = """
        X-Failed-Recipients: tea@example.org
        From: Mail Delivery System <Mailer-Daemon@host.sender.example>
        Subject: Mail delivery failed: returning message to sender
        Message-Id: <E1aBcDe-0003Fg-4H@host.sender.example>

        This message was created automatically by mail delivery software.

        A message that you sent could not be delivered to one or more of its
        recipients. This is a permanent error. The following address(es) failed:

          tea@example.org
            Unrouteable address
        """

    static let exchange = """
        From: <postmaster@example.onmicrosoft.example>
        To: <fingerpost@sender.example>
        Date: Sat, 21 Nov 2026 10:00:05 +0000
        Content-Type: multipart/report; report-type="delivery-status";
        \tboundary="_7e2c_NextPart_000;a"
        X-MS-Exchange-Message-Is-Ndr:
        Content-Language: en-GB
        Message-ID: <00000000-aaaa-bbbb-cccc-000000000000@LO0P.example>
        Subject: Undeliverable: Are your listings still right?

        --_7e2c_NextPart_000;a
        Content-Type: multipart/alternative; differences=Content-Type;
        \tboundary="_7e2c_NextPart_000;ab"

        --_7e2c_NextPart_000;ab
        Content-Type: text/plain; charset="us-ascii"
        Content-Transfer-Encoding: quoted-printable

        Delivery has failed to these recipients or groups:=0D=0A
        --_7e2c_NextPart_000;ab--

        --_7e2c_NextPart_000;a
        Content-Type: message/delivery-status

        Reporting-MTA: dns;LO0P.example
        Received-From-MTA: dns;mx.sender.example
        Arrival-Date: Sat, 21 Nov 2026 10:00:02 +0000

        Original-Recipient: rfc822;tea@example.org
        Final-Recipient: rfc822;t.smith@example.onmicrosoft.example
        Action: failed
        Status: 5.1.10
        Diagnostic-Code: smtp;550 5.1.10 RESOLVER.ADR.RecipientNotFound; Recipient not found by SMTP address lookup

        --_7e2c_NextPart_000;a
        Content-Type: message/rfc822

        Subject: Are your listings still right?

        --_7e2c_NextPart_000;a--
        """

    /// Over a day on the way; still tried.
    static let delayed = """
        Content-Type: multipart/report; report-type=delivery-status; boundary=b
        Message-ID: <delayed@mx.sender.example>

        --b
        Content-Type: message/delivery-status

        Reporting-MTA: dns; mx.sender.example

        Final-Recipient: rfc822; tea@example.org
        Action: delayed
        Status: 4.4.1
        Will-Retry-Until: Wed, 25 Nov 2026 10:00:00 +0000
        --b--
        """

    static func wrapped(status: String, encoding: String) -> String {
        """
        Content-Type: multipart/mixed; boundary=outer
        Message-ID: <wrapped@list.example>

        --outer
        Content-Type: multipart/report; boundary="inner"

        --inner
        Content-Type: message/delivery-status
        Content-Transfer-Encoding: \(encoding)

        \(status)
        --inner--
        --outer
        Content-Type: text/plain

        A footer of the list.
        --outer--
        """
    }

    static func bytes(_ text: String, lineEnd: String = "\n") -> [UInt8] {
        Array(text.replacingOccurrences(of: "\n", with: lineEnd).utf8)
    }
}
