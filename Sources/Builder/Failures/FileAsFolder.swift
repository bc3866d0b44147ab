internal import BuildPlan
internal import DockerfileSyntax
internal import Glibc

/// Names the COPY or ADD that made a file where a later instruction needs a folder: `COPY app.py /app`, then
/// `WORKDIR /app`.
struct FileAsFolder {
    let plan: Plan

    /// What to say of a failed step; nil where it failed of something else, or no instruction of its stage is the cause.
    func hint(for error: StepError, in step: PlannedStep) -> String? {
        guard case .write(.system(let path, let code)) = error, code == ENOTDIR,
            let stage = plan.stages.first(where: { $0.steps.contains { $0.id == step.id } })
        else { return nil }
        let parts = Self.parts(path)
        let above = stage.steps.prefix { $0.id != step.id }
        for other in above.reversed() {
            guard let destination = Self.destination(of: other.instruction), !destination.hasSuffix("/") else {
                continue
            }
            guard Self.leads(destination, to: parts) else { continue }
            let text = other.statement.original
            let cure =
                text.hasSuffix(destination) ? " Write \(text)/ there, with the slash that makes it a folder." : ""
            return "Line \(other.line) made `\(destination)` a file.\(cure)"
        }
        return nil
    }

    private static func destination(of instruction: Instruction) -> String? {
        if case .copy(let copy) = instruction { return copy.files.destination.value }
        if case .add(let add) = instruction { return add.files.destination.value }
        return nil
    }

    /// Whether a file of that name is the path or on the way to it. The folder of a relative one is not looked at.
    private static func leads(_ destination: String, to parts: [Substring]) -> Bool {
        let name = Self.parts(destination)
        guard !name.isEmpty else { return false }
        return parts.indices.contains { end in
            let way = parts[...end]
            return destination.hasPrefix("/") ? Array(way) == name : Array(way.suffix(name.count)) == name
        }
    }

    private static func parts(_ path: String) -> [Substring] { path.split(separator: "/").filter { $0 != "." } }
}
