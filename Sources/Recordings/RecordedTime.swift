/// Times of a recording, in seconds from its start.
public enum RecordedTime {
    /// No recording is longer: thirty years.
    public static let limit = 1e9

    /// Whether somebody can wait for it: a number, not below zero, and not too large to reckon with.
    public static func isPossible(_ seconds: Double) -> Bool { seconds >= 0 && seconds <= limit }
}
