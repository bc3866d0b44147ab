/// The command lines so far.
extension Presentation {
    /// Lines of the trail at most.
    static let trailLength = 500

    mutating func leaveTrail(_ line: String) {
        trail.append(line)
        if trail.count > Self.trailLength { trail.removeFirst() }
    }

    /// The shell has begun a line. One that was performed is in the trail already, as the lesson has it: a presenter may have
    /// finished it in other words.
    mutating func take(typed line: String) {
        defer { entered = nil }
        guard let entered, let place = trail.lastIndex(of: entered) else { return leaveTrail(line) }
        trail[place] = line
    }

    /// Says once that the trail has only what was performed.
    mutating func tellUnknown() {
        if !trail.contains(Self.unknown) { leaveTrail(Self.unknown) }
    }

    /// A comment of the shell's, so that it may be copied with the rest.
    static let unknown = "# what is typed by hand is not listed here: only bash tells it"
}
