/// Package managers.
enum PackageRules {
    @Sendable static func aptVersions(_ subject: LintSubject) -> [Observation] {
        unpinned(subject, "apt-get", "install", marks: ["="])
    }

    @Sendable static func apkVersions(_ subject: LintSubject) -> [Observation] {
        unpinned(subject, "apk", "add", marks: ["=", "<", ">", "~"])
    }

    @Sendable static func npmVersions(_ subject: LintSubject) -> [Observation] {
        unpinned(subject, "npm", "install", marks: []) { $0.dropFirst().contains("@") }
    }

    @Sendable static func pipVersions(_ subject: LintSubject) -> [Observation] {
        pipInstalls(subject).flatMap { command -> [Observation] in
            guard !readsVersions(command) else { return [] }
            return packages(command, after: "install").filter { word in
                !["==", "===", "@", "<", ">", "~=", "!="].contains { word.value.contains($0) }
            }.map { Observation("pip installs `\($0.value)` without a version", at: $0.range) }
        }
    }

    /// Whether pip takes versions, or what it installs, from files.
    private static func readsVersions(_ command: LintRun.Command) -> Bool {
        let options = ["--requirement", "--constraint", "--editable", "--group"]
        return command.has("-c", "-e", ".")
            || command.arguments.contains { word in
                word.value.hasPrefix("-r") || options.contains { word.value.hasPrefix($0) }
            }
    }

    private static func unpinned(
        _ subject: LintSubject, _ program: String, _ verb: String, marks: [String],
        isPinned: (String) -> Bool = { _ in false }
    ) -> [Observation] {
        commands(subject, program, verb).flatMap { command in
            packages(command, after: verb).filter { word in
                !isPinned(word.value) && !marks.contains { word.value.contains($0) }
            }.map { Observation("\(program) installs `\($0.value)` without a version", at: $0.range) }
        }
    }

    /// Packages behind the verb, without variables and without files: those are what they are.
    private static func packages(_ command: LintRun.Command, after verb: String) -> [Located<String>] {
        command.operands.drop { $0.value != verb }.dropFirst().filter { !$0.value.contains("$") && !isFile($0.value) }
    }

    /// Whether a package is a file, a folder or an address: `.[dev]`, `./a.deb`, `a.tar.gz`.
    private static func isFile(_ package: String) -> Bool {
        package.hasPrefix(".") || package.contains("/") || packageEndings.contains { package.hasSuffix($0) }
            || FileRules.archiveEndings.contains { package.hasSuffix($0) }
    }

    private static let packageEndings = [".deb", ".apk", ".whl", ".egg"]

    private static func commands(_ subject: LintSubject, _ program: String, _ verb: String) -> [LintRun.Command] {
        subject.commands.filter {
            $0.program == program && $0.operands.first?.value == verb
        }
    }

    @Sendable static func aptYes(_ subject: LintSubject) -> [Observation] {
        commands(subject, "apt-get", "install").compactMap { command in
            let says = command.arguments.contains { word in
                ["--yes", "--assume-yes", "-qq"].contains(word.value)
                    || word.value.hasPrefix("-") && !word.value.hasPrefix("--") && word.value.contains("y")
            }
            return says
                ? nil
                : command.words.first.map {
                    Observation("apt-get install without -y waits for an answer", at: $0.range)
                }
        }
    }

    @Sendable static func aptRecommends(_ subject: LintSubject) -> [Observation] {
        commands(subject, "apt-get", "install").filter {
            !$0.has("--no-install-recommends") && !$0.arguments.contains { $0.value.contains("Install-Recommends") }
        }.compactMap { command in
            command.words.first.map { Observation("apt-get installs recommended packages too", at: $0.range) }
        }
    }

    /// Lists in a stage that the image is not made of are thrown away with that stage.
    @Sendable static func aptLists(_ subject: LintSubject) -> [Observation] {
        subject.finalStages.flatMap(\.runs).compactMap { run in
            guard
                let update = run.commands.first(where: {
                    $0.program == "apt-get" && $0.operands.first?.value == "update"
                }),
                !run.commands.contains(where: removesAptLists),
                !run.run.mounts.contains(where: { $0.text.value.contains("/var/lib/apt") })
            else { return nil }
            return update.words.first.map {
                Observation("the package lists of apt-get update stay in the layer", at: $0.range)
            }
        }
    }

    private static func removesAptLists(_ command: LintRun.Command) -> Bool {
        let namesLists = command.operands.contains { $0.value.hasPrefix("/var/lib/apt") }
        return switch command.program {
        case "rm": namesLists
        case "find": namesLists && command.has("-delete")
        case "apt", "apt-get", "aptitude": ["dist-clean", "distclean"].contains(command.operands.first?.value ?? "")
        default: false
        }
    }

    @Sendable static func apt(_ subject: LintSubject) -> [Observation] {
        subject.commands.filter { $0.program == "apt" }.compactMap { command in
            command.words.first.map { Observation("`apt` is made for people", at: $0.range, suggestion: "apt-get") }
        }
    }

    @Sendable static func apkCache(_ subject: LintSubject) -> [Observation] {
        subject.runs.flatMap { run -> [Observation] in
            guard !run.run.mounts.contains(where: { $0.text.value.contains("/apk") }) else { return [] }
            return run.commands.filter {
                $0.program == "apk" && $0.operands.first?.value == "add" && !$0.has("--no-cache")
            }
            .compactMap { command in
                command.words.first.map { Observation("apk add keeps the package index", at: $0.range) }
            }
        }
    }

    @Sendable static func pipCache(_ subject: LintSubject) -> [Observation] {
        subject.stages.flatMap { stage -> [Observation] in
            guard !stage.scope.isDeclared("PIP_NO_CACHE_DIR") else { return [] }
            return stage.runs.filter { run in !run.run.mounts.contains { $0.text.value.contains("type=cache") } }
                .flatMap(\.commands).filter { isPipInstall($0) && !$0.has("--no-cache-dir") }
                .compactMap { command in
                    command.words.first.map {
                        Observation("pip install without --no-cache-dir keeps its cache", at: $0.range)
                    }
                }
        }
    }

    private static func pipInstalls(_ subject: LintSubject) -> [LintRun.Command] {
        subject.commands.filter(isPipInstall)
    }

    /// `pip install`, `pip3.11 install`, `python -m pip install`.
    static func isPipInstall(_ command: LintRun.Command) -> Bool {
        let words = command.operands.map(\.value)
        if command.program.hasPrefix("pip"), command.program != "pipenv", command.program != "pipx" {
            return words.first == "install"
        }
        return command.program.hasPrefix("python") && command.has("-m") && words.starts(with: ["pip", "install"])
    }
}
