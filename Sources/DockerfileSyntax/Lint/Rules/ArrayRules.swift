/// Lists in brackets that are not JSON, so that an instruction takes them for something else.
enum ArrayRules {
    /// All of them but for those that `JSONArgsRecommended` tells of.
    @Sendable static func broken(_ subject: LintSubject) -> [Observation] {
        let told = Set(StyleChecks.shellForm(subject).map(\.range))
        return subject.dockerfile.statements.compactMap(observation).filter { !told.contains($0.range) }
    }

    static func observation(of statement: Statement) -> Observation? {
        guard let list = statement.brokenArray else { return nil }
        let name = list.keyword.rawValue
        return Observation("\(name) is not JSON: \(list.array.cause)", at: list.range, cure: list.mended)
    }
}

/// Arguments that were meant as a JSON array.
public struct WrittenArray: Equatable, Sendable {
    /// The instruction that takes the array; ONBUILD's own for one behind ONBUILD.
    public let keyword: Keyword
    public let array: BrokenArray
    /// Where its first flaw is in the file.
    public let range: SourceRange
    /// The whole instruction with JSON; nil where it cannot be told what was meant.
    public let mended: String?
}

extension Statement {
    /// What was meant as a JSON array behind an instruction that takes one, and is none.
    public var brokenArray: WrittenArray? {
        if case .onBuild(let onBuild)? = instruction { return onBuild.trigger.brokenArray }
        guard let kind, !isExecForm, heredocs.isEmpty, let start = arrayStart(of: kind) else { return nil }
        let end = line.bytes.trimmed(start..<line.bytes.count).upperBound
        guard let array = BrokenArray(line.string(start..<end)) else { return nil }
        let lead = line.string(line.bytes.trimmed(0..<start).lowerBound..<start)
        let place = start + array.place.lowerBound..<start + array.place.upperBound
        return WrittenArray(
            keyword: kind, array: array, range: line.range(place), mended: array.mended.map { lead + $0 })
    }

    /// Where in the line an array would begin; nil for instructions that take none, and where nothing stands there.
    private func arrayStart(of kind: Keyword) -> Int? {
        let rest = line.bytes.trimmed(min(argumentStart, line.bytes.count)..<line.bytes.count)
        switch kind {
        case .add, .cmd, .copy, .entrypoint, .run, .shell, .volume: return rest.isEmpty ? nil : rest.lowerBound
        case .healthCheck:
            // Behind the word CMD.
            let word = line.bytes[rest].firstIndex(where: \.isASCIISpace) ?? rest.upperBound
            let command = line.bytes.trimmed(word..<rest.upperBound)
            return command.isEmpty ? nil : command.lowerBound
        case .arg, .env, .expose, .from, .label, .maintainer, .onBuild, .stopSignal, .user, .workdir: return nil
        }
    }
}
