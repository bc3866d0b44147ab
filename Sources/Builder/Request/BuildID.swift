/// Names a build: later builds sort after earlier ones.
public enum BuildID {
    /// A new name for a build that starts at that many seconds since 1970.
    public static func make(at wallClock: Double) -> String {
        let microseconds = UInt64(max(0, wallClock) * 1_000_000)
        let digits = String(microseconds, radix: 36)
        let random = String(UInt32.random(in: 0..<46_656), radix: 36)
        return String(repeating: "0", count: max(0, 11 - digits.count)) + digits + "-" + random
    }
}
