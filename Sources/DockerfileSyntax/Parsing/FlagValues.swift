/// The flags of one statement, read by the instruction's own list.
struct FlagValues {
    private(set) var diagnostics: [Diagnostic] = []
    private var texts: [String: [Located<String>]] = [:]
    private var truths: [String: Bool] = [:]

    init(_ flags: [Located<String>], of kind: Keyword) {
        var seen: Set<String> = []
        for flag in flags { read(flag, of: kind, seen: &seen) }
    }

    /// The value of a `text` flag; nil where it is not there or empty.
    func text(_ name: String) -> Located<String>? {
        texts[name]?.first.flatMap { $0.value.isEmpty ? nil : $0 }
    }

    func list(_ name: String) -> [Located<String>] { texts[name] ?? [] }

    func truth(_ name: String) -> Bool? { truths[name] }

    private mutating func read(_ flag: Located<String>, of kind: Keyword, seen: inout Set<String>) {
        let name = String(flag.value.dropFirst(2).prefix { $0 != "=" })
        guard let known = kind.flags.first(where: { $0.name == name }) else {
            return report(.unknownFlag(name, kind.rawValue), flag)
        }
        guard seen.insert(name).inserted || known.kind == .list else { return report(.duplicateFlag(name), flag) }
        let value = flag.afterEquals
        switch (known.kind, value) {
        case (.truth, nil): truths[name] = true
        case (.truth, let value?): readTruth(name, value, flag)
        case (_, nil): report(.flagNeedsValue(name), flag)
        case (_, let value?): texts[name, default: []].append(value)
        }
    }

    private mutating func readTruth(_ name: String, _ value: Located<String>, _ flag: Located<String>) {
        switch value.value.lowercased() {
        case "true": truths[name] = true
        case "false": truths[name] = false
        case "": report(.flagNeedsValue(name), flag)
        default: report(.flagNeedsTruth(name, value: value.value), value)
        }
    }

    mutating func report(_ fault: Fault, _ place: Located<String>) {
        diagnostics.append(Diagnostic(fault, at: place.range))
    }

    /// The value of a flag that takes one of a few words.
    mutating func choice<Choice: RawRepresentable & CaseIterable>(
        _ name: String, of type: Choice.Type
    ) -> Located<Choice>? where Choice.RawValue == String {
        guard let text = text(name) else { return nil }
        guard let choice = Choice(rawValue: text.value) else {
            report(.flagNeedsOneOf(name, value: text.value, choices: Choice.allCases.map(\.rawValue)), text)
            return nil
        }
        return Located(choice, at: text.range)
    }

    /// A time of HEALTHCHECK; none is as good as zero.
    mutating func duration(_ name: String) -> Located<Duration>? {
        guard let text = text(name) else { return nil }
        guard let duration = DurationText.read(text.value) else {
            report(.duration(text.value, flag: name), text)
            return nil
        }
        if duration == .zero { return nil }
        guard duration >= .milliseconds(1) else {
            report(.durationTooShort(text.value, flag: name), text)
            return nil
        }
        return Located(duration, at: text.range)
    }

    mutating func retries() -> Located<Int>? {
        guard let text = text("retries") else { return nil }
        guard let count = Int32(text.value), count >= 0 else {
            report(.retries(text.value), text)
            return nil
        }
        return Located(Int(count), at: text.range)
    }
}
