import CLinux
import Foundation
import Glibc
import SystemPackage
import Testing

@testable import ContainerRuntime

/// What a container can do with files of the host that it was given.
@Suite(.enabled(if: Machine.runsContainers, "\(Machine.reason)"))
struct ConfinedBindsTests {
    /// Runs a script in a container that has `host`, a folder with a file system of its own at `host/below`, on which
    /// there are device nodes, at /given.
    private func run(_ script: String, isReadOnly: Bool) throws -> (outcome: Outcome, isWritten: Bool) {
        try onThread {
            let root = try TestRoot()
            let host = root.folder.appending(path: "host").path
            try root.write("", to: "host/below/.keep")
            let namespaces = try Namespaces.enter()
            try #require(slipway_mount(-1, "tmpfs", host + "/below", "tmpfs", 0, nil) == 0)
            defer { slipway_unmount(host + "/below", 1) }
            for place in [host, host + "/below"] {
                try #require(mknod(place + "/null", S_IFCHR | 0o666, 1 << 8 | 3) == 0)
            }
            let outcome = try Self.run(
                script, [.directory(FilePath(host), at: "/given", isReadOnly: isReadOnly)], root, namespaces)
            return (outcome, access(host + "/below/new", F_OK) == 0)
        }
    }

    private static func run(
        _ script: String, _ mounts: [Mount], _ root: TestRoot, _ namespaces: Namespaces
    ) throws -> Outcome {
        let overlay = try root.mount(namespaces, mounts: mounts)
        let process = ProcessSpec(arguments: ["/bin/sh", "-c", script], environment: ["PATH=/bin"])
        let spec = ContainerSpec(process: process, root: overlay.path, mounts: mounts, network: .none)
        var texts = (output: "", errors: "")
        let status = try Runtime(namespaces: namespaces).run(spec) { stream, bytes in
            let text = String(decoding: bytes, as: UTF8.self)
            if stream == .stdout { texts.output += text } else { texts.errors += text }
        }
        return Outcome(status: status, output: texts.output, errors: texts.errors, changes: [])
    }

    @Test func readOnlyReachesWhatIsMountedBelow() throws {
        let script = "touch /given/new; touch /given/below/new; ls /given/below"
        let (outcome, isWritten) = try run(script, isReadOnly: true)
        #expect(!isWritten)
        #expect(outcome.errors.components(separatedBy: "Read-only file system").count == 3, "\(outcome.errors)")
        #expect(outcome.output == "null\n", "what is mounted below is there")
    }

    @Test func withoutItEverythingCanBeWritten() throws {
        let (outcome, isWritten) = try run("touch /given/new /given/below/new", isReadOnly: false)
        #expect(outcome.status == 0, "\(outcome.errors)")
        #expect(isWritten)
    }

    @Test(arguments: [true, false]) func hasNoDevices(_ isReadOnly: Bool) throws {
        let (outcome, _) = try run("cat /given/null || cat /given/below/null || echo none", isReadOnly: isReadOnly)
        #expect(outcome.output == "none\n")
        #expect(outcome.errors.components(separatedBy: "Permission denied").count == 3, "\(outcome.errors)")
    }

    @Test(arguments: ["/dev/null", "/dev/zero", "/dev/urandom"])
    func aHarmlessDeviceCanBeBoundByItself(_ device: String) throws {
        let outcome = try onThread {
            let root = try TestRoot()
            let namespaces = try Namespaces.enter()
            return try Self.run("true < /hidden", [.file(FilePath(device), at: "/hidden")], root, namespaces)
        }
        #expect(outcome.status == 0, "\(outcome.errors)")
    }

    @Test func anotherDeviceCannot() throws {
        let outcome = try onThread {
            let root = try TestRoot()
            let namespaces = try Namespaces.enter()
            let memory = root.folder.path + "/mem"
            try #require(mknod(memory, S_IFCHR | 0o666, 1 << 8 | 1) == 0)
            return try Self.run("true < /hidden", [.file(FilePath(memory), at: "/hidden")], root, namespaces)
        }
        #expect(outcome.errors.contains("Permission denied"), "\(outcome)")
    }

    @Test func saysWhatCannotBeBound() throws {
        #expect(throws: RuntimeError.system(operation: "mount /is/not/there", .noSuchFileOrDirectory)) {
            try onThread {
                let root = try TestRoot()
                let namespaces = try Namespaces.enter()
                _ = try Self.run("true", [.directory("/is/not/there", at: "/given")], root, namespaces)
            }
        }
    }

    /// Device nodes in layers are refused as well, for example those of a store that an earlier version made.
    @Test func theRootItselfHasNoDevices() throws {
        let outcome = try onThread {
            let root = try TestRoot()
            try #require(mknod(root.folder.path + "/l0/memory", S_IFCHR | 0o666, 1 << 8 | 1) == 0)
            let namespaces = try Namespaces.enter()
            let overlay = try root.mount(namespaces)
            let file = open(overlay.path.appending("memory").string, O_RDONLY)
            let error = errno
            close(file)
            return file >= 0 ? 0 : error
        }
        #expect(outcome == EACCES)
    }

    /// crun removes `nodev` from the root file system, so only this group refuses there.
    @Test(.enabled(if: ControlGroup.isThere, "needs a hierarchy of control groups of version 2"))
    func theDevicesCgroupLetsNobodyOpenOthers() throws {
        let outcome = try onThread {
            let root = try TestRoot()
            for (name, kind, number) in [("memory", S_IFCHR, 1 << 8 | 1), ("disk", S_IFBLK, 8 << 8)] {
                try #require(mknod("\(root.folder.path)/l0/\(name)", kind | 0o666, dev_t(number)) == 0)
            }
            let namespaces = try Namespaces.enter()
            let script = "cat /memory; cat /disk; true </dev/zero && echo x >/dev/null && echo fine"
            return try Self.run(script, [], root, namespaces)
        }
        #expect(outcome.output == "fine\n")
        #expect(outcome.errors.components(separatedBy: "Operation not permitted").count == 3, "\(outcome.errors)")
    }
}

extension ControlGroup {
    /// Whether containers of this machine get a group of their own.
    fileprivate static var isThere: Bool {
        let group = withoutDevices()
        if group >= 0 { close(group) }
        return group >= 0
    }
}
