import Foundation

/// Lists the plain files of a folder, without dotfiles and without following links.
enum FolderListing {
    /// The folder is not there, or is not a folder.
    struct Missing: Error {}

    struct File: Sendable, Equatable {
        /// Relative to the folder, with `/` between parts.
        let path: String
        /// Where the file system has it.
        let location: String
    }

    /// Every plain file below a folder, in alphabetical order. The folder itself may be a link.
    /// - Throws: ``Missing``, or what the file system says about a subfolder that cannot be read.
    static func files(in folder: String) throws -> [File] {
        var isFolder: ObjCBool = false
        guard FileManager.default.fileExists(atPath: folder, isDirectory: &isFolder), isFolder.boolValue else {
            throw Missing()
        }
        return try files(below: folder, prefix: "").sorted { $0.path < $1.path }
    }

    private static func files(below folder: String, prefix: String) throws -> [File] {
        let manager = FileManager.default
        return try manager.contentsOfDirectory(atPath: folder).flatMap { name -> [File] in
            guard !name.hasPrefix(".") else { return [] }
            let location = folder + "/" + name
            // The attributes are those of the link itself, not of what it points to.
            switch try manager.attributesOfItem(atPath: location)[.type] as? FileAttributeType {
            case .typeDirectory: return try files(below: location, prefix: prefix + name + "/")
            case .typeRegular: return [File(path: prefix + name, location: location)]
            default: return []
            }
        }
    }
}
