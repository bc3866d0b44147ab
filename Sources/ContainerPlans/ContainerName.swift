/// Names of containers.
public enum ContainerName {
    /// At least two letters, digits, `_`, `.` and `-`, of which the first is a letter or a digit.
    public static func isValid(_ name: String) -> Bool {
        guard name.utf8.count >= 2, let first = name.first, first.isASCII, first.isLetter || first.isNumber else {
            return false
        }
        return name.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || "_.-".contains($0)) }
    }

    /// Why a name is refused.
    public static func refusal(of name: String) -> String {
        "\(name) is not a valid name for a container: letters, digits, `_`, `.` and `-`, at least two of them."
    }

    /// An adjective and something of a harbour.
    static func random() -> String {
        let adjective = adjectives.randomElement() ?? "calm"
        return "\(adjective)_\(nouns.randomElement() ?? "tide")\(Int.random(in: 10...99))"
    }

    private static let adjectives = [
        "brave", "bright", "brisk", "calm", "clear", "eager", "fair", "gentle", "keen", "lively", "merry", "patient",
        "quick", "quiet", "ready", "steady", "sunny", "swift", "trim", "wise",
    ]
    private static let nouns = [
        "anchor", "barge", "beacon", "buoy", "cargo", "crane", "ferry", "harbour", "hull", "jetty", "keel", "mast",
        "pier", "pilot", "quay", "rudder", "sail", "sloop", "tide", "tug",
    ]
}
