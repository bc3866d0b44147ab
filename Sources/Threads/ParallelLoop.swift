internal import Synchronization

/// A loop whose rounds are done by several threads.
public enum ParallelLoop {
    /// Performs the body for each number below `count`, and returns once all are done. Rounds are done at once by this
    /// thread and `helpers` more, or as many as the system gives.
    public static func perform(_ count: Int, helpers: Int, _ body: @escaping @Sendable (Int) -> Void) {
        let begun = Begun()
        let rounds: @Sendable () -> Void = {
            while let number = begun.next(below: count) { body(number) }
        }
        let threads = (0..<max(0, min(helpers, count - 1))).compactMap { _ in WorkerThread(rounds) }
        rounds()
        threads.forEach { $0.join() }
    }

    /// How many rounds are begun.
    private final class Begun: Sendable {
        private let count = Atomic(0)

        func next(below limit: Int) -> Int? {
            let number = count.add(1, ordering: .relaxed).oldValue
            return number < limit ? number : nil
        }
    }
}
