internal import ImageStore
internal import SystemPackage
internal import BuildPlan
internal import Glibc
internal import ImageFormat

/// Performs RUN.
struct RunStep {
    let command: RunAction
    let inputs: StepInputs
    let work: StepWork

    func perform() throws(StepError) -> StepWork.Done {
        try work.layering { (root) throws(StepError) in
            let writer = try RootWriter.open(root)
            let identity = try UserLookup(writer).identity(command.user ?? "0")
            let folder = try TemporaryFolder(in: work.build.store.path.string)
            defer { folder.remove() }
            let stubs = RunStubs(writer)
            var tail = ""
            let config = CrunConfig(root: root, command: command, identity: identity).json
            guard PlainFile.write(config.encoded(), to: folder.path + "/config.json") else {
                throw .runtime("no bundle")
            }
            let id = "slipway-\(getpid())-\(UInt32.random(in: 0 ... .max))"
            let status = try ChildProcess.run(
                [
                    "/usr/bin/crun", "--cgroup-manager=disabled", "--root", folder.path + "/state", "run", "--bundle",
                    folder.path, id,
                ],
                cancellation: work.build.cancellation
            ) { line in
                tail = String((tail + line + "\n").suffix(4000))
                work.build.send(.stepLog(StepLog(step: work.step.id, stream: .stdout, text: line + "\n")))
            }
            if work.build.cancellation.isCancelled { throw .cancelled }
            guard status == 0 else { throw .command(status: status, output: tail) }
            stubs.remove()
            return StepWork.Done()
        }
    }
}

/// Files that a runtime leaves in a root because it mounts over them: they are no part of the layer.
struct RunStubs {
    private let writer: RootWriter
    private let missing: [String]

    init(_ writer: RootWriter) {
        self.writer = writer
        missing = ["/etc/resolv.conf", "/etc/hosts", "/etc", "/proc", "/sys", "/dev"].filter { !writer.exists($0) }
    }

    func remove() {
        for path in missing { writer.removeStub(path) }
    }
}

struct CrunConfig {
    let root: String
    let command: RunAction
    let identity: UserLookup.Identity

    private static let capabilities = [
        "CAP_CHOWN", "CAP_DAC_OVERRIDE", "CAP_FSETID", "CAP_FOWNER", "CAP_MKNOD", "CAP_NET_RAW", "CAP_SETGID",
        "CAP_SETUID", "CAP_SETFCAP", "CAP_SETPCAP", "CAP_NET_BIND_SERVICE", "CAP_SYS_CHROOT", "CAP_KILL",
        "CAP_AUDIT_WRITE",
    ]

    var json: JSON {
        let capabilities = JSON.strings(Self.capabilities)
        return .object([
            "ociVersion": .string("1.0.2"),
            "process": .object([
                "user": .object([
                    "uid": .integer(Int64(identity.uid)), "gid": .integer(Int64(identity.gid)),
                    "additionalGids": .array(identity.groups.map { .integer(Int64($0)) }),
                ]),
                "args": .strings(command.arguments), "env": .strings(command.environment),
                "cwd": .string(command.workingDirectory), "noNewPrivileges": .bool(true),
                "capabilities": .object([
                    "bounding": capabilities, "effective": capabilities, "permitted": capabilities,
                ]),
            ]),
            "root": .object(["path": .string(root)]),
            "mounts": .array(mounts),
            "linux": .object([
                "namespaces": .array(["pid", "ipc", "uts", "mount"].map { .object(["type": .string($0)]) })
            ]),
        ])
    }

    private var mounts: [JSON] {
        let table: [(String, String, String, [String])] = [
            ("/proc", "proc", "proc", []), ("/dev", "tmpfs", "tmpfs", ["nosuid", "mode=755"]),
            ("/dev/shm", "tmpfs", "shm", []), ("/sys", "sysfs", "sysfs", ["ro"]),
            ("/etc/resolv.conf", "bind", "/etc/resolv.conf", ["rbind", "ro"]),
            ("/etc/hosts", "bind", "/etc/hosts", ["rbind", "ro"]),
        ]
        return table.map { target, type, source, options in
            .object([
                "destination": .string(target), "type": .string(type), "source": .string(source),
                "options": .strings(options),
            ])
        }
    }
}
