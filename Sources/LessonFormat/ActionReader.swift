internal import Faults

/// Reads an entry of a solution: an action, and the part of it that a presentation types before the presenter goes on.
struct ActionReader {
    private static let names = ["write", "delete", "run", "build", "start", "stop", "fetch", "predict", "answer"]
    private static let typed = "typed"

    /// An action by itself.
    static func action(_ item: YAMLValue) throws(TextFault) -> LessonAction {
        try action(of: try item.mapping("an action", keys: names))
    }

    /// An action of a step's solution, and the beginning of its command line that a presentation types; nil for all of it.
    static func performed(_ item: YAMLValue) throws(TextFault) -> (action: LessonAction, beginning: String?) {
        let mapping = try item.mapping("an action", keys: names + [typed])
        let performed = try action(of: mapping)
        guard let value = mapping[typed] else { return (performed, nil) }
        guard let line = performed.commandLine else {
            throw value.diagnostic("only a command for the shell can be typed in part: run, build or delete")
        }
        let beginning = try value.text(typed)
        guard !beginning.isEmpty, line.hasPrefix(beginning), beginning.count < line.count else {
            throw value.diagnostic("typed must be the beginning of the command, and not all of it: \(line)")
        }
        guard !line.contains(where: \.isNewline) else {
            throw value.diagnostic("only a command of one line can be typed in part")
        }
        return (performed, beginning)
    }

    private static func action(of mapping: YAMLMapping) throws(TextFault) -> LessonAction {
        let actions = mapping.values.filter { $0.key != typed }
        guard actions.count == 1, let (name, value) = actions.first else {
            throw mapping.whole.diagnostic("an action is one of \(names.joined(separator: ", "))")
        }
        switch name {
        case "write": return .write(path: try value.text(name))
        case "delete": return .delete(path: try value.text(name))
        case "run": return .run(try value.text(name))
        case "build": return .build(try value.text(name))
        case "start": return .start(try value.text(name))
        case "fetch": return .fetch(try value.text(name))
        case "answer": return .answer(choice: try value.integer(name))
        case "stop": return .stop
        default:
            var cached: [String] = []
            for entry in try value.list(name) { cached.append(try entry.text("an instruction")) }
            return .predict(cached: cached)
        }
    }
}
