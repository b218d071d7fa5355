import Dispatch

/// Runs an actor's work on a queue of its own, so that it may block without holding up Swift's cooperative threads.
final class BlockingExecutor: SerialExecutor {
    private let queue = DispatchQueue(label: "index-writer")

    func enqueue(_ job: consuming ExecutorJob) {
        let job = UnownedJob(job)
        queue.async { job.runSynchronously(on: self.asUnownedSerialExecutor()) }
    }
}
