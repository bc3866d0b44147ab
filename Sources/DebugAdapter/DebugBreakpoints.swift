internal import ImageFormat

/// An instruction that a build can stop before.
public struct DebugStop: Equatable, Sendable {
    /// The first and the last line of the instruction in the Dockerfile, from 1.
    public let line: Int
    public let lastLine: Int
    /// The instruction on one line.
    public let text: String

    public init(line: Int, lastLine: Int, text: String) {
        self.line = line
        self.lastLine = lastLine
        self.text = text
    }
}

/// The breakpoints that a client has set in its files, and the instructions at which a build stops for them.
struct DebugBreakpoints: Sendable {
    /// A breakpoint as the client has set it.
    private struct Wish: Sendable {
        let id: Int64
        /// From 1.
        let line: Int
    }

    /// Where a breakpoint takes effect.
    private enum Place: Equatable {
        /// It stops before the instruction that begins at this line.
        case at(Int)
        case unread, belowTheLast
        case otherFile(String)
    }

    /// The breakpoints by the path of their file. A client that names no file means the Dockerfile.
    private var wishes: [String: [Wish]] = [:]
    private var lastID: Int64 = 0
    private var stops: [DebugStop]?
    /// The paths of the Dockerfile that is built. The first is shown to the client.
    private var paths: [String] = []

    /// Replaces all breakpoints of a file.
    ///
    /// - Returns: the answer to the client for each breakpoint.
    mutating func set(_ lines: [Int], in path: String?, _ lineBase: Int) -> [JSON] {
        let file = path ?? ""
        let old = wishes[file] ?? []
        wishes[file] = lines.map { line in
            if let known = old.first(where: { $0.line == line }) { return known }
            lastID += 1
            return Wish(id: lastID, line: line)
        }
        return (wishes[file] ?? []).map { told($0, in: file, lineBase) }
    }

    /// Adapts the breakpoints to the Dockerfile when it has been read, for the first time or again.
    ///
    /// - Returns: the breakpoints whose place is another than the client was told before.
    mutating func know(_ stops: [DebugStop], at paths: [String], _ lineBase: Int) -> [JSON] {
        let before = self
        self.stops = stops
        self.paths = paths
        return wishes.sorted { $0.key < $1.key }.flatMap { file, wishes in
            wishes.filter { before.place(of: $0, in: file) != place(of: $0, in: file) }
                .map { told($0, in: file, lineBase) }
        }
    }

    /// Whether the build stops before the instruction that begins at a line.
    func contains(_ line: Int) -> Bool { !numbers(at: line).isEmpty }

    /// The numbers of the breakpoints at an instruction, as the client knows them.
    func numbers(at line: Int) -> [Int64] {
        wishes.flatMap { file, wishes in wishes.filter { place(of: $0, in: file) == .at(line) }.map(\.id) }.sorted()
    }

    private func place(of wish: Wish, in file: String) -> Place {
        guard let stops else { return .unread }
        if !file.isEmpty, let built = paths.first, !paths.contains(file) { return .otherFile(built) }
        // A line within an instruction means that instruction; a line between two instructions means the next one.
        guard let stop = stops.first(where: { $0.lastLine >= wish.line }) else { return .belowTheLast }
        return .at(stop.line)
    }

    private func told(_ wish: Wish, in file: String, _ lineBase: Int) -> JSON {
        let place = place(of: wish, in: file)
        let message: String? =
            switch place {
            case .at: nil
            case .unread: "The Dockerfile is read when the build begins."
            case .belowTheLast: "There is no instruction at this line or below it that this build comes to."
            case .otherFile(let path): "The build is made of another file: \(path)."
            }
        var line: Int?
        if case .at(let first) = place { line = first }
        return .object([
            "id": .integer(wish.id), "verified": .bool(line != nil), "message": message.map(JSON.string),
            "line": line.map { JSON.integer(Int64($0 - 1 + lineBase)) },
        ])
    }
}
