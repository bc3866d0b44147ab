/// Whether the system gives this process as many threads as it is going to need.
public enum ThreadRoom {
    /// Starts so many threads, and ends them again.
    public static func isThere(for count: Int) -> Bool {
        let isOver = Monitor(false)
        var threads: [WorkerThread] = []
        while threads.count < count {
            guard let thread = WorkerThread({ _ = isOver.wait { $0 ? true : nil } }) else { break }
            threads.append(thread)
        }
        isOver.withLock { $0 = true }
        threads.forEach { $0.join() }
        return threads.count == count
    }

    /// What is said where there is no room: a clause without a full stop.
    public static let refusal =
        "the system gives no more threads or processes (`ulimit -u`, or the limit of the control group): "
        + "end some programs, and try again"
}
