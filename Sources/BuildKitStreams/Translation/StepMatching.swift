internal import BuildPlan

/// Finds the step of the plan for a vertex of the engine.
///
/// Neither the number nor the text of a vertex decides alone. BuildKit numbers only instructions that make something.
/// It counts FROM, but does not show it where the client provides the base. It leaves out instructions that turn out
/// to make nothing, such as `WORKDIR /`, and it shows texts with their variables replaced.
struct StepMatching {
    private let outline: BuildOutline
    /// The step of each vertex that was matched.
    private(set) var steps: [String: StepID] = [:]
    private var taken: Set<StepID> = []
    /// For each stage whose first vertex was seen, whether number 1 was the FROM.
    private var countsFrom: [String: Bool] = [:]
    /// The position of the step that the classic builder performs next.
    private var next = 0

    /// The keywords whose instructions BuildKit counts.
    static let making: Set<String> = ["WORKDIR", "COPY", "ADD", "RUN"]

    init(_ outline: BuildOutline) { self.outline = outline }

    /// Notes a name that the engine announced. All names have to be noted before the first one is matched.
    mutating func announce(_ name: VertexName, full: String) {
        guard case .step(let stage, 1, _, _) = name else {
            if case .base = name, full.contains("1/") { countsFrom[Self.label(of: full)] = true }
            return
        }
        countsFrom[stage ?? ""] = false
    }

    /// The label of a full name: `one` in `[one 1/4] FROM …`.
    private static func label(of full: String) -> String {
        let words = full.dropFirst().prefix { $0 != "]" }.split(separator: " ").dropLast().filter { !$0.contains("/") }
        return words.last.map(String.init) ?? ""
    }

    /// The step for a vertex; nil where the vertex is not a step of the plan.
    mutating func step(of vertex: String, named name: VertexName) -> StepID? {
        if let known = steps[vertex] { return known }
        let found: StepID?
        switch name {
        case .base: return nil
        case .classic(let text, _, _): found = classicStep(text)
        case .step(let stage, let ordinal, let total, let text):
            found = step(stage: stage, ordinal: ordinal, total: total, text: text)
        }
        guard let found else { return nil }
        taken.insert(found)
        steps[vertex] = found
        return found
    }

    private func step(stage name: String?, ordinal: Int, total: Int, text: String) -> StepID? {
        guard let stage = stage(named: name) else { return nil }
        let all = outline.steps.filter { $0.stage == stage.index && Self.making.contains($0.keyword) }
        let free = all.filter { !taken.contains($0.id) }
        let standsOnImage = stage.base != "scratch" && !isStage(stage.base, before: stage.index)
        // Vertices of the base image's ONBUILD instructions come first; they are not in this plan.
        let asked = max(0, total - (standsOnImage ? 1 : 0) - all.count)
        let fromIsFirst = standsOnImage && countsFrom[name ?? ""] ?? true
        let place = ordinal - 1 - (fromIsFirst ? 1 : 0) - asked
        guard place >= 0 else { return nil }
        let expected = all.indices.contains(place) ? all[place] : nil
        let words = Self.words(text)
        if let expected, Self.words(expected.text) == words, !taken.contains(expected.id) { return expected.id }
        if let same = free.first(where: { Self.words($0.text) == words }) { return same.id }
        let keyword = words.first.map { $0.uppercased() } ?? ""
        if let expected, expected.keyword == keyword, !taken.contains(expected.id) { return expected.id }
        return free.first { $0.keyword == keyword }?.id
    }

    /// The step for an instruction of the classic builder, which performs them in their order. An ARG above the first
    /// FROM is not a step of the plan.
    private mutating func classicStep(_ text: String) -> StepID? {
        let keyword = Self.words(text).first.map { $0.uppercased() } ?? ""
        guard outline.steps.indices.contains(next), outline.steps[next].keyword == keyword else { return nil }
        defer { next += 1 }
        return outline.steps[next].id
    }

    /// The stage with a label: its own name or `stage-2`; without a label, the only stage.
    private func stage(named name: String?) -> StageOutline? {
        guard let name else { return outline.stages.count == 1 ? outline.stages.first : nil }
        if let named = outline.stages.last(where: { $0.name == name }) { return named }
        guard name.hasPrefix("stage-"), let index = Int(name.dropFirst(6)) else { return nil }
        return outline.stages.first { $0.index == index }
    }

    private func isStage(_ base: String, before index: Int) -> Bool {
        outline.stages.contains { $0.index < index && ($0.name == base || "\($0.index)" == base) }
    }

    private static func words(_ text: String) -> [Substring] { text.split { $0 == " " || $0 == "\n" || $0 == "\t" } }
}
