import Commands
import Threads

/// The threads that everything with a screen of its own needs.
enum LabThreads {
    /// As many as the queues of a lab use at once. Dispatch, which makes them, would wait for them without end and without
    /// a word.
    private static let count = 16

    /// Before the screen is taken: a command that cannot have them says so and ends.
    static func demandRoom() throws {
        guard ThreadRoom.isThere(for: count) else { throw CommandFailure("\(ThreadRoom.refusal)") }
    }
}
