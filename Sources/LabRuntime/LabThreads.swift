internal import Threads

/// The threads that everything with a screen of its own needs.
public enum LabThreads {
    /// The system does not give as many threads as a lab needs.
    public struct Refusal: Error, CustomStringConvertible {
        /// Why, and what to do about it.
        public var description: String { ThreadRoom.refusal }
    }

    /// As many as the queues of a lab use at once. Dispatch, which makes them, would wait for them without end and without
    /// a word.
    private static let count = 16

    /// Before the screen is taken: a command that cannot have them says so and ends.
    public static func demandRoom() throws(Refusal) {
        guard ThreadRoom.isThere(for: count) else { throw Refusal() }
    }
}
