internal import Matching

/// Variables and what they hold.
enum VariableChecks {
    @Sendable static func undefinedInFrom(_ subject: LintSubject) -> [Observation] {
        subject.stages.flatMap { stage -> [Observation] in
            guard let from = stage.from else { return [] }
            let expansion = try? Instruction.from(from).expanded(escape: subject.dockerfile.escape) { name in
                subject.globals.value(of: name)
            }
            let known = subject.globals.names.suffix(100) + PredefinedArguments.platforms.sorted()
            return (expansion?.uses ?? []).filter {
                !$0.value.isSet && !$0.value.hasFallback && !subject.globals.isDeclared($0.value.name)
            }.map { use in
                Observation(
                    "`$\(use.value.name)` has no value here: no ARG above FROM declares it", at: use.range,
                    suggestion: Spelling.nearest(to: use.value.name, among: known).map { "$\($0)" })
            }
        }
    }

    @Sendable static func undefined(_ subject: LintSubject) -> [Observation] { subject.stages.flatMap(\.undefined) }

    @Sendable static func outsideOfStage(_ subject: LintSubject) -> [Observation] { subject.stages.flatMap(\.unseen) }

    @Sendable static func defaultInFrom(_ subject: LintSubject) -> [Observation] {
        subject.stages.compactMap { stage in
            guard let image = stage.from?.image, image.value.contains("$") else { return nil }
            let expander = WordExpander(escape: subject.dockerfile.escape)
            let expanded = try? expander.expand(image.value) { name in
                // Some platforms have no variant, and whether the image is for one is not this rule's matter.
                let isPlatform = PredefinedArguments.platforms.contains(name) && !subject.globals.isDeclared(name)
                if isPlatform { return "x" }
                return subject.globals.value(of: name) ?? (subject.globals.isDeclared(name) ? "" : nil)
            }
            // A variable without any ARG is another rule's matter.
            guard let expanded, expanded.uses.allSatisfy({ $0.isSet || $0.hasFallback }),
                !ImageName.isValid(expanded.text)
            else { return nil }
            let name = expanded.text.isEmpty ? "no name at all" : "`\(expanded.text)`"
            return Observation("without --build-arg the base image has \(name), which is not an image", at: image.range)
        }
    }

    private static let secretWords: Set<String> = [
        "apikey", "auth", "credential", "credentials", "key", "password", "pword", "passwd", "secret", "token",
    ]

    @Sendable static func secrets(_ subject: LintSubject) -> [Observation] {
        subject.dockerfile.statements.flatMap { statement -> [Observation] in
            let names: [Located<String>]
            switch statement.instruction {
            case .arg(let arg): names = arg.declarations.map(\.name)
            case .env(let env): names = env.pairs.map(\.name)
            default: return []
            }
            return names.filter { isSecret($0.value) }.map {
                Observation("`\($0.value)` looks like a secret, and stays readable in the image", at: $0.range)
            }
        }
    }

    /// Words that say that the value is about a secret and is none itself.
    private static let harmlessWords: Set<String> = ["public", "file", "version"]

    private static func isSecret(_ name: String) -> Bool {
        let words = Set(name.lowercased().split(separator: "_").map(String.init))
        return !words.isDisjoint(with: secretWords) && words.isDisjoint(with: harmlessWords)
    }
}

/// Names of images, as far as FROM's default is judged.
enum ImageName {
    /// A name of lower-case parts, with a tag or a digest where they are said.
    static func isValid(_ text: String) -> Bool {
        let parts = text.split(separator: "@", omittingEmptySubsequences: false)
        guard parts.count <= 2, let head = parts.first, !head.isEmpty else { return false }
        if parts.count == 2, !parts[1].contains(":") || parts[1].hasSuffix(":") { return false }
        var names = head.split(separator: "/", omittingEmptySubsequences: false)
        let last = (names.popLast() ?? "").split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
        if last.count == 2, !isTag(last[1]) { return false }
        // A first name with a dot or a port is a host.
        if let host = names.first, host.contains(".") || host.contains(":") || host == "localhost" {
            names.removeFirst()
        }
        return (names + last.prefix(1)).allSatisfy(isName)
    }

    private static func isTag(_ text: Substring) -> Bool {
        !text.isEmpty && text.utf8.count <= 128 && text.first != "." && text.first != "-"
            && text.utf8.allSatisfy { $0.isASCIILetter || $0.isASCIIDigit || "_.-".utf8.contains($0) }
    }

    private static func isName(_ text: Substring) -> Bool {
        guard let first = text.utf8.first, let last = text.utf8.last else { return false }
        let isPlain = { (byte: UInt8) in byte.isASCIIDigit || byte.isASCIILetter && byte & 0x20 != 0 }
        return isPlain(first) && isPlain(last) && text.utf8.allSatisfy { isPlain($0) || "_.-".utf8.contains($0) }
    }
}
