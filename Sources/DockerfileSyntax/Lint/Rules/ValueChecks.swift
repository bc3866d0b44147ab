/// Paths and ports.
enum ValueChecks {
    /// Whatever the base image's own folder is, it may change.
    @Sendable static func relativeWorkdir(_ subject: LintSubject) -> [Observation] {
        subject.stages.compactMap { stage in
            guard let first = stage.workdirs.first, !stage.inheritsWorkdir, !first.path.isEmpty,
                let path = WrittenPath(first.path, escape: subject.dockerfile.escape), !path.isAbsolute,
                let place = first.statement.arguments.first?.range
            else { return nil }
            return Observation("`\(first.path)` is relative to a folder that this file does not set", at: place)
        }
    }

    @Sendable static func exposeCasing(_ subject: LintSubject) -> [Observation] {
        ports(subject).compactMap { port in
            guard let slash = port.value.firstIndex(of: "/"), case let proto = port.value[slash...],
                proto != proto.lowercased(), !proto.contains("$")
            else { return nil }
            return Observation(
                "the protocol of `\(port.value)` has capitals", at: port.range, suggestion: port.value.lowercased())
        }
    }

    @Sendable static func exposeFormat(_ subject: LintSubject) -> [Observation] {
        ports(subject).compactMap { port in
            guard let colon = port.value.lastIndex(of: ":"), !port.value.contains("$") else { return nil }
            let own = String(port.value[port.value.index(after: colon)...])
            return Observation(
                "`\(port.value)` names more than the container's port", at: port.range, suggestion: own,
                cure: own.isEmpty ? nil : "EXPOSE \(own)")
        }
    }

    private static func ports(_ subject: LintSubject) -> [Located<String>] {
        subject.every { instruction in
            if case .expose(let expose) = instruction { expose.ports } else { nil }
        }.flatMap(\.value)
    }

    @Sendable static func ignoredFile(_ subject: LintSubject) -> [Observation] {
        guard let ignored = subject.context.ignored else { return [] }
        return subject.every(\.filesFromContext).flatMap { statement, files in
            files.sources.compactMap { source in
                guard !source.value.contains("$"), !source.value.contains("://"), !source.value.hasPrefix("git@") else {
                    return nil
                }
                var path = CleanPath.of(source.value)
                if path.hasPrefix("/") { path.removeFirst() }
                guard let pattern = ignored.decidingPattern(for: path), !pattern.isException else { return nil }
                return Observation(
                    "`\(source.value)` is left out by `\(pattern.text)` in .dockerignore", at: source.range)
            }
        }
    }
}

extension Instruction {
    /// The files of ADD, and of COPY without `--from`.
    var filesFromContext: SourcesAndDestination? {
        switch self {
        case .add(let add): add.files
        case .copy(let copy): copy.from == nil ? copy.files : nil
        default: nil
        }
    }
}
