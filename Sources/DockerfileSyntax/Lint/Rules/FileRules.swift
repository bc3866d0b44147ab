/// COPY, ADD and EXPOSE.
enum FileRules {
    static let archiveEndings = [
        ".tar", ".gz", ".tgz", ".bz2", ".tbz2", ".xz", ".txz", ".zst", ".tzst", ".lzma", ".Z", ".zip",
    ]

    @Sendable static func addForCopy(_ subject: LintSubject) -> [Observation] {
        subject.every { if case .add(let add) = $0 { add } else { nil } }.compactMap { statement, add in
            let needsAdd = add.files.sources.contains { source in
                source.value.contains("://") || source.value.hasPrefix("git@") || source.value.contains("$")
                    || archiveEndings.contains { source.value.hasSuffix($0) }
            }
            guard !needsAdd else { return nil }
            return Observation("this ADD only copies", at: statement.keyword.range, suggestion: "COPY")
        }
    }

    @Sendable static func folderWithoutSlash(_ subject: LintSubject) -> [Observation] {
        subject.every(\.files).compactMap { _, files in
            let destination = files.destination
            guard files.sources.count + files.inlineFiles.count > 1,
                let path = WrittenPath(destination.value, escape: subject.dockerfile.escape), !path.isFolder
            else { return nil }
            return Observation(
                "several files can't become the one file `\(destination.value)`", at: destination.range,
                suggestion: destination.value + "/")
        }
    }

    @Sendable static func relativeDestination(_ subject: LintSubject) -> [Observation] {
        subject.stages.flatMap { stage -> [Observation] in
            guard !stage.inheritsWorkdir else { return [] }
            let firstWorkdir = stage.workdirs.first?.statement.firstLine ?? Int.max
            return stage.every(\.files).compactMap { statement, files in
                let destination = files.destination
                guard let path = WrittenPath(destination.value, escape: subject.dockerfile.escape), !path.isAbsolute,
                    statement.firstLine < firstWorkdir
                else { return nil }
                return Observation("`\(destination.value)` is relative, and no WORKDIR is set", at: destination.range)
            }
        }
    }

    /// `COPY app.py ..`: one dot is the folder of WORKDIR, two are the one above it.
    @Sendable static func destinationAbove(_ subject: LintSubject) -> [Observation] {
        subject.stages.flatMap { stage in
            stage.every(\.files).compactMap { statement, files -> Observation? in
                let written = files.destination.value
                let parts = written.split(separator: "/", omittingEmptySubsequences: false)
                guard parts.first == ".." else { return nil }
                let folder = stage.workdirs.last { $0.statement.firstLine < statement.firstLine }?.path ?? ""
                let place = folder.hasPrefix("/") ? ", here `\(CleanPath.of("\(folder)/\(written)"))`" : ""
                let rest = parts.drop { $0 == ".." }.joined(separator: "/")
                let lead = String(statement.original.dropLast(written.count))
                let isLast = statement.original.hasSuffix(written)
                return Observation(
                    "`\(written)` leads out of the folder of WORKDIR, to the one above it\(place)",
                    at: files.destination.range, cure: isLast ? lead + (rest.isEmpty ? "." : rest) : nil)
            }
        }
    }

    @Sendable static func portRange(_ subject: LintSubject) -> [Observation] {
        subject.every { if case .expose(let expose) = $0 { expose.ports } else { nil } }.flatMap(\.value)
            .compactMap { port in
                let numbers = (port.value.split(separator: "/").first ?? "").split(separator: "-")
                guard numbers.contains(where: { (Int($0) ?? 0) > 65535 }) else { return nil }
                return Observation("there is no port `\(port.value)`", at: port.range)
            }
    }

    /// Copying everything ahead of an installation that reads one file of it.
    @Sendable static func copyBeforeInstall(_ subject: LintSubject) -> [Observation] {
        subject.stages.flatMap { stage -> [Observation] in
            let copies = stage.every { if case .copy(let copy) = $0, copy.from == nil { copy } else { nil } }
            let everything = copies.lazy.compactMap { statement, copy in
                copy.files.sources.first { [".", "./", "/", "*"].contains($0.value) }
            }.first
            guard let everything else { return [] }
            let line = everything.range.start.line
            guard
                let run = stage.runs.first(where: {
                    $0.statement.firstLine > line && $0.commands.contains(where: installs)
                })
            else { return [] }
            let place = run.statement.firstLine
            return [
                Observation("all files are copied ahead of the installation in line \(place)", at: everything.range)
            ]
        }
    }

    /// `pip install -r requirements.txt`, `npm install`, `npm ci`.
    private static func installs(_ command: LintRun.Command) -> Bool {
        if PackageRules.isPipInstall(command) {
            return command.arguments.contains { $0.value.hasPrefix("-r") || $0.value.hasPrefix("--requirement") }
        }
        return command.program == "npm" && ["ci", "install"].contains(command.operands.first?.value ?? "")
            && command.operands.count == 1
    }
}

extension Instruction {
    /// The files of COPY and ADD.
    var files: SourcesAndDestination? {
        switch self {
        case .add(let add): add.files
        case .copy(let copy): copy.files
        default: nil
        }
    }
}
