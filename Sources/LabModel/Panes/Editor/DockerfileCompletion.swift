internal import DockerfileSyntax
internal import TextEditing

/// What can stand at a place of a Dockerfile: instructions, flags, stages, images, files of the build context.
struct DockerfileCompletion {
    var stages: [String]
    /// Tags of the store.
    var images: [String]
    /// Paths of the build context; folders end with a slash.
    var files: [String]

    /// The characters before the caret that are to be completed, and what they may become.
    struct Choice: Equatable {
        var prefix: String
        var candidates: [CompletionCandidate]
    }

    /// - Parameters:
    ///   - head: the caret's line up to the caret.
    ///   - keyword: of the instruction that goes on in this line; nil where the line begins one.
    func choice(_ head: String, continuing keyword: Keyword?) -> Choice? {
        let words = head.split(separator: " ", omittingEmptySubsequences: false).map(String.init)
        let word = words.last ?? ""
        let before = words.dropLast().filter { !$0.isEmpty }
        if before.isEmpty, keyword == nil { return Choice(prefix: word, candidates: Self.keywords) }
        guard let keyword = keyword ?? before.first.flatMap({ Keyword(rawValue: $0.uppercased()) }) else { return nil }
        if word.hasPrefix("--from=") {
            return Choice(prefix: String(word.dropFirst("--from=".count)), candidates: named(stages) + named(images))
        }
        if word.hasPrefix("-") { return Choice(prefix: word, candidates: Self.flags(keyword)) }
        switch keyword {
        case .from: return Choice(prefix: word, candidates: named(stages) + named(images))
        case .copy, .add: return Choice(prefix: word, candidates: named(files))
        case .arg, .cmd, .entrypoint, .env, .expose, .healthCheck, .label, .maintainer, .onBuild, .run, .shell,
            .stopSignal, .user, .volume, .workdir:
            return nil
        }
    }

    private func named(_ names: [String]) -> [CompletionCandidate] { names.map { CompletionCandidate(label: $0) } }

    private static let keywords = Keyword.allCases.map {
        CompletionCandidate(label: $0.rawValue, insertion: $0.rawValue + " ", detail: $0.guide.meaning)
    }

    private static func flags(_ keyword: Keyword) -> [CompletionCandidate] {
        keyword.flags.map { flag in
            let name = "--" + flag.name
            return CompletionCandidate(
                label: name, insertion: flag.kind == .truth ? name + " " : name + "=", detail: flag.meaning)
        }
    }
}
