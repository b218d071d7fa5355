import Core
import WebSupport

/// A link that somebody got by mail or letter. When it leads nowhere, the page says why and what to do instead.
enum MailedLink {
    /// Mail programs break long links in two, so a link that never was is most often a part of one.
    ///
    /// - Parameter instead: what to do when the link is broken, in a sentence or two.
    static func working<Value>(instead: String, _ body: () async throws -> Value) async throws -> Value {
        do {
            return try await body()
        } catch Failure.notFound {
            let sentence = "Perhaps a part of it is missing. Try to press it in the message again. " + instead
            throw PublicError(.notFound, title: "This link does not work", sentence: sentence)
        } catch Failure.unavailable(let sentence) {
            throw PublicError(.gone, title: "This link does not work any more", sentence: sentence + " " + instead)
        }
    }
}
