internal import ContainerRuntime
internal import Glibc
internal import Printing
internal import RunDoctor

/// What a container has of a command that is to be run in it. Looked up before the command is run: whoever has entered the
/// container's namespaces no longer sees its files from outside.
struct ContainerSight {
    let hasShell: Bool
    /// Whether the command's first word names a folder.
    let isFolder: Bool
    /// The program, where a folder has it that is not on PATH.
    let offPath: ProgramOffPath?

    /// - Parameters:
    ///   - root: where the container's files are seen.
    ///   - path: the PATH that the command is looked for by.
    init(root: String, program: String?, path: String, workingDirectory: String) {
        // A link of the container leads nowhere when it is followed from outside: that it is there is enough.
        hasShell = ["/bin/sh", "/usr/bin/sh"].contains { Self.mode(root + $0) != nil }
        isFolder = program.flatMap { Self.mode(root + "/" + $0) }.map { $0 & S_IFMT == S_IFDIR } ?? false
        offPath = program.flatMap { Self.found($0, root: root, path, workingDirectory) }
    }

    private static func found(
        _ name: String, root: String, _ path: String, _ workingDirectory: String
    ) -> ProgramOffPath? {
        for place in ProgramOffPath.places(of: name, path: path, workingDirectory: workingDirectory) {
            guard let bits = Self.mode(root + place), [S_IFREG, S_IFLNK].contains(bits & S_IFMT) else { continue }
            return ProgramOffPath(name: name, place: place, isExecutable: bits & 0o111 != 0, path: path)
        }
        return nil
    }

    private static func mode(_ path: String) -> mode_t? {
        var info = stat()
        return lstat(path, &info) == 0 ? info.st_mode : nil
    }
}

/// Why a command cannot be run in a container that runs: in Docker's words, by which scripts know it, with the next step.
struct ExecRefusal: Equatable {
    /// 127 where there is no such program, 126 where it cannot be run.
    let status: Int32
    /// What Docker says behind `OCI runtime exec failed`.
    let words: String
    let faults: [RunFault]

    /// Nil for an error that is about something else.
    ///
    /// - Parameters:
    ///   - sight: what the container has of the command.
    ///   - name: what the container was called.
    ///   - folder: the folder that the command was to start in, where one was given.
    init?(_ error: RuntimeError, sight: ContainerSight, called name: String, folder: String?) {
        if case .commandNotFound(let program) = error {
            status = 127
            words = error.dockersWords ?? ""
            faults = [
                sight.offPath.map(RunFault.programOffPath)
                    ?? Self.missing(program, hasShell: sight.hasShell, called: name)
            ]
        } else if case .commandNotExecutable(let program) = error {
            status = 126
            words = "exec: \"\(program)\": \(sight.isFolder ? "is a directory" : "permission denied")"
            faults = sight.isFolder ? [.programIsFolder(program)] : []
        } else if case .runtimeFailed(let said) = error, said.contains("chdir"), let folder {
            status = 126
            words = "chdir to cwd (\"\(folder)\") set in config.json failed: no such file or directory"
            faults = [.workingFolderMissing(folder)]
        } else {
            return nil
        }
    }

    private static let shells = ["bash", "zsh", "fish", "ash", "dash", "ksh", "sh"]

    private static func missing(_ program: String, hasShell: Bool, called name: String) -> RunFault {
        let last = program.split(separator: "/").last.map(String.init) ?? program
        guard shells.contains(last) else { return .programMissing(program, nearest: nil) }
        guard hasShell, last != "sh" else { return .noShell(program, isShellForm: false) }
        return .shellMissing(program, command: "docker exec -it \(name) sh")
    }

    /// On standard error.
    func print() {
        StandardStream.error.write(
            "OCI runtime exec failed: exec failed: unable to start container process: \(words)\n")
        DoctorWords.print(faults)
    }
}
