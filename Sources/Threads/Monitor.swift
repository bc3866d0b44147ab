/// A value that several threads share, and that a thread can wait on: it sleeps until the value is as it needs it.
///
/// `@unchecked Sendable`: `value` is read and written with the lock held only, and is Sendable itself.
public final class Monitor<Value: Sendable>: @unchecked Sendable {
    private let lock = Lock()
    private var value: Value

    public init(_ value: Value) { self.value = value }

    /// Reads or changes the value; threads that wait look at it again.
    public func withLock<Result, Failure>(
        _ body: (inout Value) throws(Failure) -> Result
    ) throws(Failure) -> Result {
        lock.lock()
        defer {
            lock.announce()
            lock.unlock()
        }
        return try body(&value)
    }

    /// Waits until `body` has an answer; it is asked again after each change, with the lock held.
    @discardableResult
    public func wait<Answer>(until body: (inout Value) -> Answer?) -> Answer {
        lock.lock()
        defer { lock.unlock() }
        while true {
            if let answer = body(&value) { return answer }
            lock.wait()
        }
    }

    /// As `wait(until:)`, but for so many seconds at most: nil where there was no answer by then.
    public func wait<Answer>(seconds: Double, until body: (inout Value) -> Answer?) -> Answer? {
        let deadline = Deadline(in: seconds)
        lock.lock()
        defer { lock.unlock() }
        while true {
            if let answer = body(&value) { return answer }
            if !lock.wait(until: deadline) { return body(&value) }
        }
    }
}
