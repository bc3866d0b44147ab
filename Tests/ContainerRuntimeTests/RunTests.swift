import ContainerRuntime
import Foundation
import Glibc
import SystemPackage
import Testing

@Suite(.enabled(if: Machine.runsContainers, "\(Machine.reason)"))
struct RunTests {
    @Test func givesOutputAndStatus() throws {
        let outcome = try run("echo out; echo err >&2; exit 7")
        #expect(outcome == Outcome(status: 7, output: "out\n", errors: "err\n", changes: []))
    }

    @Test func endsWithTheSignalsNumber() throws {
        #expect(try run("sh -c 'kill -TERM $$'; exit $?").status == 143)
    }

    @Test func leavesOnlyWhatTheProcessWrote() throws {
        let outcome = try run("echo x > /made; cat /etc/resolv.conf /etc/hosts > /dev/null; ls /proc /sys > /dev/null")
        #expect(outcome.status == 0, "\(outcome.errors)")
        #expect(outcome.changes == ["made"])
    }

    @Test func showsTheHostsNames() throws {
        let outcome = try run("cat /etc/hosts")
        #expect(outcome.output == (try String(contentsOfFile: "/etc/hosts", encoding: .utf8)))
    }

    @Test func leavesNoMountPointBehind() throws {
        let folder = try TestRoot()
        try folder.write("secret", to: "l0/secret")
        let mounts: [Mount] = [
            .file(FilePath(folder.folder.path + "/l0/secret"), at: "/run/secrets/key"),
            .directory(FilePath(folder.folder.path + "/l0"), at: "/root/.cache/tool", isReadOnly: false),
            .directory(FilePath(folder.folder.path + "/l0"), at: "/dev/slipway/wheels"),
            Mount(.temporary(size: 1 << 20, mode: 0o1777), at: "/opaque/link/tmp"),
        ]
        let outcome = try run(
            "cat /run/secrets/key; touch /root/.cache/tool/kept; ls /dev/slipway/wheels; touch /opaque/link/tmp/x",
            mounts: mounts
        ) { root in
            try root.write("", to: "l0/real/file")
            try root.write("", to: "l0/opaque/file")
            try FileManager.default.createSymbolicLink(
                atPath: root.folder.path + "/l0/opaque/link", withDestinationPath: "/real")
        }
        #expect(outcome.status == 0, "\(outcome.errors)")
        #expect(outcome.output.hasPrefix("secret"))
        #expect(outcome.changes.filter { $0 != "real" } == [], "only a copied-up folder may be there")
        #expect(FileManager.default.fileExists(atPath: folder.folder.path + "/l0/kept"))
    }

    @Test func restrictsAsDockerDoes() throws {
        let outcome = try run(
            """
            cat /proc/self/status | while read name value rest; do
              case $name in CapEff:|CapBnd:|Seccomp:|NoNewPrivs:) echo $name $value;; esac
            done
            ls -l /proc/interrupts | { read a rest; echo $a; }; echo x > /proc/sys/kernel/hostname || echo refused
            """)
        let lines = outcome.output.split(separator: "\n").map(String.init)
        #expect(lines.contains("CapEff: 00000000a80425fb"), "\(lines)")
        #expect(lines.contains("CapBnd: 00000000a80425fb"))
        #expect(lines.contains("Seccomp: 2"))
        #expect(lines.contains("NoNewPrivs: 0"))
        #expect(lines.contains { $0.hasPrefix("crw-rw-rw") }, "/proc/interrupts is masked by /dev/null")
        #expect(lines.contains("refused"))
    }

    @Test func runsAsTheUser() throws {
        let outcome = try run("id -u; id -G", user: UserIdentity(uid: 1000, gid: 50, additionalGroups: [7, 8]))
        #expect(outcome.output == "1000\n50 7 8\n", "\(outcome.errors)")
    }

    @Test func hasNoNetworkWhereItIsTurnedOff() throws {
        let outcome = try run("ls /sys/class/net", network: .none)
        #expect(outcome.output == "lo\n", "\(outcome.errors)")
    }

    @Test func killsWhatTheProcessLeftRunning() throws {
        let outcome = try run("sleep 987654 & echo started")
        #expect(outcome.output == "started\n")
        #expect(!processes().contains { $0.contains("987654") })
    }

    @Test func mountsAHundredAndThirtyLayers() throws {
        let outcome = try run("cat /top", layers: 130) { root in
            for layer in [3, 129] { try root.write("layer \(layer)", to: "l\(layer)/top") }
        }
        #expect(outcome.output == "layer 129", "\(outcome.errors)")
    }

    @Test func saysThatAProgramIsMissing() throws {
        #expect(throws: RuntimeError.commandNotFound("/none")) { try start(["/none"]) }
        #expect(throws: RuntimeError.commandNotExecutable("/text")) { try start(["/text"]) }
    }

    private func start(_ arguments: [String]) throws {
        try onThread {
            let root = try TestRoot()
            try root.write("", to: "l0/text")
            let namespaces = try Namespaces.enter()
            let overlay = try root.mount(namespaces)
            let spec = ContainerSpec(process: ProcessSpec(arguments: arguments), root: overlay.path)
            _ = try Runtime(namespaces: namespaces).run(spec) { _, _ in }
        }
    }

    @Test func cancellingKillsTheWholeContainer() throws {
        let status = try onThread {
            let root = try TestRoot()
            let namespaces = try Namespaces.enter()
            let overlay = try root.mount(namespaces)
            let process = ProcessSpec(
                arguments: ["/bin/sh", "-c", "sleep 876543 & echo on; sleep 876543"], environment: ["PATH=/bin"])
            var hasStarted = false
            return try Runtime(namespaces: namespaces).run(
                ContainerSpec(process: process, root: overlay.path), isCancelled: { hasStarted }
            ) { _, _ in hasStarted = true }
        }
        #expect(status == 137)
        #expect(!processes().contains { $0.contains("876543") })
    }
}

/// The command lines of all processes.
private func processes() -> [String] {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: "/proc")) ?? []
    return names.filter { Int($0) != nil }.compactMap { name in
        FileManager.default.contents(atPath: "/proc/\(name)/cmdline").map { String(decoding: $0, as: UTF8.self) }
    }
}
