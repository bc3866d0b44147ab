internal import Glibc
public import LessonFormat

/// A lesson's command lines as they work outside of the lab, where nothing answers to the name `docker`.
public struct OutsideCommands {
    /// How this program is called from the workspace.
    let program: String
    /// How it is called from the checkout's own folder.
    public var fromRoot: String { program == "slipway" ? program : "./slipway" }
    /// How to get to the workspace; nil for a learner who stands in it.
    public let way: String?

    /// The commands for one lesson, named as the shelf finds it.
    public init(of lesson: Lesson, on shelf: LessonShelf) {
        let root = shelf.sandbox.split(separator: "/").dropLast().joined(separator: "/")
        // The sandbox of a checkout is beside its `slipway`; an installed program is found by its name.
        program = access("/\(root)/slipway", X_OK) == 0 ? "../../slipway" : "slipway"
        way = shelf.isInWorkspace ? nil : "cd \(shelf.sandbox)/\(lesson.workspace)"
    }

    /// A line, with this program's name in the place of each `docker` that begins a command.
    public func line(_ line: String) -> String {
        var words = line.split(separator: " ", omittingEmptySubsequences: false).map(String.init)
        var begins = true
        for index in words.indices where !words[index].isEmpty {
            for name in ["docker", "slipway"] {
                if begins, words[index] == name { words[index] = program }
                for opening in ["$(", "(", "\"$("] where words[index].hasSuffix(opening + name) {
                    words[index] = words[index].dropLast(name.count) + program
                }
            }
            begins =
                ["&&", "||", "|", ";", "{", "!"].contains(words[index]) || words[index].hasSuffix(";")
                || words[index].hasSuffix(":")
        }
        return words.joined(separator: " ")
    }
}

extension Step {
    /// The `{exec}` blocks of its text, in their order.
    var commands: [String] { Self.commands(in: body) }

    private static func commands(in blocks: [MarkdownBlock]) -> [String] {
        blocks.flatMap { block -> [String] in
            switch block {
            case .code(let code):
                return code.purpose == .run
                    ? [code.text.split { $0.isNewline }.joined(separator: "\n")] : []
            case .quote(let inner): return commands(in: inner)
            case .list(_, let items): return items.flatMap { commands(in: $0.blocks) }
            case .heading, .paragraph, .table, .rule: return []
            }
        }
    }
}
