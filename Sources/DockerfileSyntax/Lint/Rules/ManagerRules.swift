/// Package managers of other distributions and languages.
enum ManagerRules {
    /// A package manager of a distribution, with the numbers of its rules.
    struct Manager: Sendable {
        let name: String
        /// Other programs of the same options.
        var programs: Set<String>
        let asking, versions, cleaning: String
        /// Verbs that install.
        let verbs: Set<String>
        /// Options that answer its question.
        let yes: String
        let otherYes: Set<String>
        /// What stands between a package and its version.
        let mark: String
        /// How its cache is removed.
        let clean: String
        /// The folder of its cache.
        let cache: String
    }

    static let managers = [
        Manager(
            name: "yum", programs: ["yum"], asking: "DL3030", versions: "DL3033", cleaning: "DL3032",
            verbs: ["install", "groupinstall", "localinstall", "reinstall"], yes: "-y", otherYes: ["--assumeyes"],
            mark: "-", clean: "clean all", cache: "/var/cache/yum"),
        Manager(
            name: "dnf", programs: ["dnf", "microdnf", "dnf5"], asking: "DL3038", versions: "DL3041",
            cleaning: "DL3040",
            verbs: ["install", "groupinstall", "localinstall", "reinstall"], yes: "-y", otherYes: ["--assumeyes"],
            mark: "-", clean: "clean all", cache: "/var/cache/"),
        Manager(
            name: "zypper", programs: ["zypper"], asking: "DL3034", versions: "DL3037", cleaning: "DL3036",
            verbs: ["install", "in", "remove", "rm", "source-install", "si", "patch"], yes: "-n",
            otherYes: ["--non-interactive", "-y", "--no-confirm"], mark: "=", clean: "clean", cache: "/var/cache/zypp"),
    ]

    private static func installs(
        _ subject: LintSubject, _ manager: Manager
    ) -> [(command: LintRun.Command, packages: [Located<String>])] {
        subject.commands.compactMap { command in
            guard manager.programs.contains(command.program), let verb = command.operands.first,
                manager.verbs.contains(verb.value)
            else { return nil }
            return (command, Array(command.operands.dropFirst()))
        }
    }

    static func asks(_ subject: LintSubject, _ manager: Manager) -> [Observation] {
        installs(subject, manager).filter { command, _ in
            !command.arguments.contains { word in
                word.value == manager.yes || manager.otherYes.contains(word.value)
                    // `-qy`
                    || word.value.hasPrefix("-") && !word.value.hasPrefix("--")
                        && word.value.contains(manager.yes.suffix(1))
            }
        }.compactMap { command, _ in
            command.words.first.map {
                Observation("\($0.value) without \(manager.yes) waits for an answer", at: $0.range)
            }
        }
    }

    static func unpinned(_ subject: LintSubject, _ manager: Manager) -> [Observation] {
        installs(subject, manager).filter {
            !["remove", "rm", "patch"].contains($0.command.operands.first?.value ?? "")
        }
        .flatMap(\.packages).filter { !isPinned($0.value, manager) }.map {
            Observation("\(manager.name) installs `\($0.value)` without a version", at: $0.range)
        }
    }

    /// A variable, a file or an address is what it is, and so is a group; a version of yum begins with a digit behind `-`.
    private static func isPinned(_ package: String, _ manager: Manager) -> Bool {
        if package.contains("$") || package.contains("/") || package.hasSuffix(".rpm") || package.hasPrefix("@") {
            return true
        }
        if manager.mark == "=" { return package.contains { "=<>".contains($0) } }
        let parts = package.split(separator: "-").dropFirst()
        return parts.contains { $0.first?.isNumber ?? false }
    }

    static func keepsCache(_ subject: LintSubject, _ manager: Manager) -> [Observation] {
        subject.finalStages.flatMap(\.runs).compactMap { run in
            guard !run.run.mounts.contains(where: { $0.text.value.contains("type=cache") }),
                !run.commands.contains(where: { cleans($0, manager) })
            else { return nil }
            let first = run.commands.first {
                manager.programs.contains($0.program) && manager.verbs.contains($0.operands.first?.value ?? "")
            }
            return first?.words.first.map { Observation("the cache of \($0.value) stays in the layer", at: $0.range) }
        }
    }

    private static func cleans(_ command: LintRun.Command, _ manager: Manager) -> Bool {
        if command.program == "rm" { return command.operands.contains { $0.value.hasPrefix(manager.cache) } }
        return manager.programs.contains(command.program)
            && ["clean", "cc"].contains(command.operands.first?.value ?? "")
    }

    // MARK: Languages

    @Sendable static func gemVersions(_ subject: LintSubject) -> [Observation] {
        subject.commands.filter { $0.program == "gem" && ["install", "i"].contains($0.operands.first?.value ?? "") }
            .flatMap { command -> [Observation] in
                let says = command.arguments.contains {
                    $0.value == "-v" || $0.value.hasPrefix("--version") || $0.value.hasPrefix("-v=")
                }
                guard !says else { return [] }
                return command.operands.dropFirst().filter { word in
                    !word.value.contains(":") && !word.value.contains("$") && !word.value.hasSuffix(".gem")
                }.map { Observation("gem installs `\($0.value)` without a version", at: $0.range) }
            }
    }

    /// `go install` inside of a module takes versions from go.mod; a path with a host does not.
    @Sendable static func goVersions(_ subject: LintSubject) -> [Observation] {
        subject.commands.filter { $0.program == "go" && ["install", "get"].contains($0.operands.first?.value ?? "") }
            .flatMap { $0.operands.dropFirst() }.filter { word in
                let host = word.value.prefix { $0 != "/" }
                return host.contains(".") && !host.hasPrefix(".") && !word.value.contains("$")
                    && (!word.value.contains("@") || word.value.hasSuffix("@latest"))
            }.map { Observation("go installs `\($0.value)` without a version", at: $0.range) }
    }

    @Sendable static func yarnCache(_ subject: LintSubject) -> [Observation] {
        subject.finalStages.flatMap(\.runs).compactMap { run in
            guard !run.run.mounts.contains(where: { $0.text.value.contains("type=cache") }),
                !run.commands.contains(where: { command in
                    command.program == "yarn" && command.operands.map(\.value).starts(with: ["cache", "clean"])
                        || command.program == "rm" && command.operands.contains { $0.value.contains("yarn") }
                })
            else { return nil }
            return run.commands.first { $0.program == "yarn" && $0.operands.first?.value == "install" }?.words.first.map
            {
                Observation("yarn install keeps its cache", at: $0.range)
            }
        }
    }
}
