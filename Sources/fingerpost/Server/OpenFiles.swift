import Foundation

/// How many files and connections this process may have open.
enum OpenFiles {
    /// A shell usually allows 1,024, which as many connections as the server takes would use up; it then can neither read
    /// its database nor start the mail program. More than this asks too much of what goes through them all.
    private static let most: rlim_t = 16_384

    /// Allows as many as the machine does.
    static func allowMany() {
        var limit = rlimit()
        let files = __rlimit_resource_t(RLIMIT_NOFILE.rawValue)
        guard getrlimit(files, &limit) == 0, limit.rlim_cur < most else { return }
        limit.rlim_cur = min(limit.rlim_max, most)
        setrlimit(files, &limit)
    }
}
