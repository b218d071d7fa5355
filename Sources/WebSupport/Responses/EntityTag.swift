import Foundation
import Hummingbird

public enum EntityTag {
    /// Whether whoever asks has it already; by the weak comparison of RFC 9110 §8.8.3.2.
    public static func isKnown(_ tag: String, to request: Request) -> Bool {
        let asked = request.headers[values: .ifNoneMatch].joined(separator: ",").split(separator: ",")
        return asked.map { $0.trimmingCharacters(in: .whitespaces) }.contains {
            $0 == "*" || $0.replacing("W/", with: "") == tag.replacing("W/", with: "")
        }
    }
}
