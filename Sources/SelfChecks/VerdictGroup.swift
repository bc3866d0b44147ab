public import LessonFormat

/// Checks that fail for one cause, and are told as one: five checks of a Dockerfile that is missing, for example.
public struct VerdictGroup: Equatable, Sendable {
    public private(set) var checks: [Check]
    /// The verdict on the first of them; nil if nothing is known yet.
    public let verdict: Verdict?

    /// Checks in their order, those with one cause together where the first of them stands.
    public static func groups(of items: [(check: Check, verdict: Verdict?)]) -> [VerdictGroup] {
        var groups: [VerdictGroup] = []
        for (check, verdict) in items {
            let same = groups.firstIndex { group in hasOneCause(group.verdict, verdict) }
            if let same {
                groups[same].checks.append(check)
            } else {
                groups.append(VerdictGroup(checks: [check], verdict: verdict))
            }
        }
        return groups
    }

    private static func hasOneCause(_ left: Verdict?, _ right: Verdict?) -> Bool {
        switch (left, right) {
        case (.failed(let one), .failed(let other)): one.found == other.found && one.advice == other.advice
        case (.waiting(let one), .waiting(let other)): one == other
        case (.passed, _), (.failed, _), (.waiting, _), (nil, _): false
        }
    }
}
