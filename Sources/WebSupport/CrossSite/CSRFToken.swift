import Crypto
import Foundation
import Hummingbird

/// The proof in a hidden field that a form was made for the session that sends it.
///
/// It is an HMAC of the session token, so that nothing has to be stored and a page can be open in many tabs.
public enum CSRFToken {
    /// The name of the hidden field.
    public static let field = "csrf"

    /// The value of the hidden field: 43 characters of base64url.
    /// - Parameter key: A secret of the server; sessions outlive a restart only if the key does.
    public static func make(forSession token: SessionToken, key: SymmetricKey) -> String {
        Base64URL.encode(HMAC<SHA256>.authenticationCode(for: message(token), using: key))
    }

    /// Whether a field's value was made for this session; takes the same time however much of it is right.
    public static func isValid(_ value: String?, forSession token: SessionToken, key: SymmetricKey) -> Bool {
        guard let value, value.utf8.count == 43, let code = Base64URL.decode(value) else { return false }
        return HMAC<SHA256>.isValidAuthenticationCode(code, authenticating: message(token), using: key)
    }

    /// Refuses a form that was not made for this session.
    /// - Throws: ``PublicError`` with status 403.
    public static func require(
        in fields: FormFields,
        forSession token: SessionToken?,
        key: SymmetricKey
    ) throws(PublicError) {
        guard let token, isValid(fields[field], forSession: token, key: key) else {
            throw PublicError(
                .forbidden,
                title: "This form is out of date",
                sentence: "You may have signed in or out since you opened it. Open the page again and send it again."
            )
        }
    }

    /// The prefix keeps this use of the key apart from any other.
    private static func message(_ token: SessionToken) -> Data {
        Data("csrf\u{0}".utf8) + token.bytes
    }
}
