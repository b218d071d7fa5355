import Foundation

/// Writes each message as an `.eml` file in a folder, for a place that has no mail yet.
public struct SpoolTransport: MailTransport {
    let folder: URL
    let sender: String

    public var keepsMessages: Bool { true }

    public init(folder: URL, sender: String) {
        self.folder = folder
        self.sender = sender
    }

    public func deliver(_ message: OutboxMessage) throws {
        try FileManager.default.createDirectory(
            at: folder,
            withIntermediateDirectories: true,
            attributes: [.posixPermissions: 0o700]
        )
        // Under one name for one message: whatever is cut off, a second try replaces the first and leaves no other file.
        let file = folder.appendingPathComponent("\(message.id).eml")
        let draft = folder.appendingPathComponent("\(message.id).part")
        try Data(MailFormat.text(message, sender: sender).utf8).write(to: draft)
        // It is about to be called sent, which a power cut must not make untrue.
        let handle = try FileHandle(forUpdating: draft)
        try handle.synchronize()
        try handle.close()
        guard rename(draft.path, file.path) == 0 else { throw CocoaError(.fileWriteUnknown) }
    }
}
