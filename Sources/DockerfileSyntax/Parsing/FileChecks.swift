/// Checks that need the file as a whole.
struct FileChecks {
    let statements: [Statement]
    /// The end of the text.
    let end: SourcePosition
    /// Whether a stage begins, for each statement.
    private let opensStage: [Bool]

    init(statements: [Statement], end: SourcePosition) {
        self.statements = statements
        self.end = end
        opensStage = statements.map(\.opensStage)
    }

    func diagnostics() -> [Diagnostic] {
        guard !statements.isEmpty else { return [Diagnostic(.noInstructions, at: SourceRange(end, end))] }
        let firstFrom = opensStage.firstIndex(of: true) ?? statements.count
        var faults = statements[..<firstFrom].compactMap(beforeFrom)
        if firstFrom == statements.count, faults.isEmpty {
            faults.append(Diagnostic(.noStage, at: SourceRange(end, end)))
        }
        return faults + stageNumbers() + laterOrCircular()
    }

    private func beforeFrom(_ statement: Statement) -> Diagnostic? {
        guard let kind = statement.kind, kind != .arg else { return nil }
        return Diagnostic(.beforeFrom(kind), at: statement.keyword.range)
    }

    /// `COPY --from=3` where there are only three stages.
    private func stageNumbers() -> [Diagnostic] {
        let count = opensStage.count { $0 }
        return statements.compactMap(\.copyOrigin).compactMap { from in
            guard let number = Int(from.value), number < 0 || number >= count else { return nil }
            return Diagnostic(.noSuchStageNumber(number, count: count), at: from.range)
        }
    }

    /// Stages that copy from each other, from themselves, or from one that comes later.
    private func laterOrCircular() -> [Diagnostic] {
        let graph = StageGraph(statements, opensStage)
        if let circle = graph.circle() { return [Diagnostic(.circularStage(circle.value), at: circle.range)] }
        return graph.laterOrigins.map { Diagnostic(.laterStage($0.value), at: $0.range) }
    }
}

/// Which stage copies from which.
private struct StageGraph {
    private var edges: [[(stage: Int, place: Located<String>)]] = []
    private var names: [String: Int] = [:]

    /// - Parameter opensStage: whether a stage begins, for each statement.
    init(_ statements: [Statement], _ opensStage: [Bool]) {
        for (statement, opens) in zip(statements, opensStage) where opens {
            if case .from(let from)? = statement.instruction, let name = from.name?.value { names[name] = edges.count }
            edges.append([])
        }
        var stage = -1
        for (statement, opens) in zip(statements, opensStage) {
            if opens { stage += 1 }
            guard stage >= 0, let from = statement.copyOrigin else { continue }
            let target = Int(from.value) ?? names[from.value.lowercased()]
            if let target, edges.indices.contains(target) { edges[stage].append((target, from)) }
        }
    }

    /// Every `--from` that names a stage below its own.
    var laterOrigins: [Located<String>] {
        edges.enumerated().flatMap { stage, edges in edges.filter { $0.stage > stage }.map(\.place) }
    }

    /// The first `--from` found that leads back to its own stage.
    func circle() -> Located<String>? {
        enum Mark { case new, open, done }
        var marks = [Mark](repeating: .new, count: edges.count)
        for root in edges.indices where marks[root] == .new {
            // Each entry: a stage and how many of its edges were followed.
            var path = [(stage: root, next: 0)]
            marks[root] = .open
            while let (stage, next) = path.last {
                guard next < edges[stage].count else {
                    marks[stage] = .done
                    path.removeLast()
                    continue
                }
                path[path.count - 1].next += 1
                let edge = edges[stage][next]
                if marks[edge.stage] == .open { return edge.place }
                if marks[edge.stage] == .new {
                    marks[edge.stage] = .open
                    path.append((edge.stage, 0))
                }
            }
        }
        return nil
    }
}

extension Statement {
    /// Whether a stage begins here: also where FROM is misspelt, since what stands below is not wrong because of that.
    fileprivate var opensStage: Bool {
        guard let kind else {
            if case .glued(.from, _) = UnknownWord(keyword.value) { return true }
            return Fault.unknownInstruction(keyword.value).suggestion == Keyword.from.rawValue
        }
        return kind == .from
    }

    /// The stage or image that `COPY --from=` names.
    var copyOrigin: Located<String>? {
        guard case .copy(let copy)? = instruction else { return nil }
        return copy.from
    }
}
