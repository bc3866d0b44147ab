/// Times of a recording, in seconds from its start.
public enum RecordedTime {
    /// The longest recording that is played: thirty years.
    public static let limit = 1e9

    /// Whether a replay can wait for this time: a number that is neither negative nor above the limit.
    public static func isPossible(_ seconds: Double) -> Bool { seconds >= 0 && seconds <= limit }
}
