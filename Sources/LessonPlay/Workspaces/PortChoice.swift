internal import LessonFormat

/// Chooses the ports that a lesson has: those that it asks for, or the next free ones where somebody else has those.
struct PortChoice {
    /// Who has a port, as a sentence names them; nil where it is free, or this lab's. Asking for a free one may claim it.
    let holder: (UInt16) -> String?
    /// Whether what was given earlier comes before what the lesson asks for, where both are free.
    var keepsEarlier = true

    /// How far behind a port a free one is looked for.
    static let reach: UInt16 = 200

    /// - Parameters:
    ///   - wished: what the lesson asks for.
    ///   - kept: what it had before: names and notes of the learner have those ports.
    func map(for wished: [UInt16], kept: PortMap = PortMap()) -> PortMap {
        var given: [UInt16: PortMap.Given] = [:]
        var used = Set(wished)
        for port in wished {
            guard let choice = choice(for: port, kept.given[port], besides: used) else { continue }
            given[port] = choice
            used.insert(choice.port)
        }
        return PortMap(given)
    }

    /// Nil where the port itself can be had, and where no other can be.
    private func choice(
        for port: UInt16, _ earlier: PortMap.Given?, besides used: Set<UInt16>
    ) -> PortMap.Given? {
        if !keepsEarlier, holder(port) == nil { return nil }
        if let earlier, holder(earlier.port) == nil { return earlier }
        guard let who = holder(port), port < .max else { return nil }
        let last = port.addingReportingOverflow(Self.reach)
        let candidates = (port + 1)...(last.overflow ? .max : last.partialValue)
        let free = candidates.first { !used.contains($0) && holder($0) == nil }
        return free.map { PortMap.Given(port: $0, holder: who) }
    }
}
