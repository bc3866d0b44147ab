internal import BuildPlan

/// Reads the output of Docker's classic builder, which clients without buildx use: `Step 2/5 : WORKDIR /app`, then the
/// output of the step between lines that begin with ` ---> `.
public struct ClassicReader: SolveReader {
    private var current: String?
    private var isCached = false

    public init() {}

    /// The updates that a line of the builder's output contains; none for a line that is not about a step.
    public mutating func updates(of line: ArraySlice<UInt8>) -> [SolveUpdate] {
        let text = String(decoding: line, as: UTF8.self)
        // The progress of sending the context is one line that carriage returns overwrite; it is not shown.
        if text.hasPrefix("Sending build context") { return [] }
        if let step = Self.step(text) {
            let last = finish()
            current = step
            isCached = false
            return last + [.vertex(SolveVertex(id: step, name: text, started: 0))]
        }
        guard let id = current else { return text.isEmpty ? [] : [.text(text)] }
        if text == " ---> Using cache" { isCached = true }
        if text.hasPrefix(" ---> ") || text.hasPrefix("Removing intermediate container ") { return [] }
        if text.hasPrefix("Successfully built ") || text.hasPrefix("Successfully tagged ") { return finish() }
        if let error = Self.failure(text) {
            current = nil
            return [.vertex(SolveVertex(id: id, name: "", started: 0, completed: 0, error: error)), .text(text)]
        }
        return [.log(SolveLog(vertex: id, stream: .stdout, bytes: Array(line) + [UInt8(ascii: "\n")]))]
    }

    private mutating func finish() -> [SolveUpdate] {
        guard let id = current else { return [] }
        current = nil
        return [.vertex(SolveVertex(id: id, name: "", started: 0, completed: 0, isCached: isCached))]
    }

    /// The part of `Step 2/5 : WORKDIR /app` that identifies the step; nil for other lines.
    private static func step(_ text: String) -> String? {
        guard case .classic(_, let number, _)? = VertexName(text) else { return nil }
        return "step \(number)"
    }

    private static func failure(_ text: String) -> String? {
        let marks = [
            "The command '", "COPY failed: ", "ADD failed: ", "Error response from daemon: ", "pull access denied",
            "Get \"http", "Head \"http", "manifest for ",
        ]
        return marks.contains { text.hasPrefix($0) } ? text : nil
    }
}
