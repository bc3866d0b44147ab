import Foundation
import Glibc

/// Debian's docker.io: a daemon of the test's own, with its data, its socket and its state below a folder of its own. It
/// makes no bridge and no firewall's rules; what it builds has the host's network.
final class DebianDocker {
    /// Root, and the programs of the package: `./slipway test` unpacks it below `.build/docker`. Installed, it would start
    /// a daemon of the system and change the machine's firewall.
    static let isThere = geteuid() == 0 && ["dockerd", "containerd", "docker"].allSatisfy { path(of: $0) != nil }

    let folder: URL
    private var process = Process()

    /// The value of DOCKER_HOST.
    var host: String { "unix://\(folder.path)/docker.sock" }

    /// The suite's daemon: its tests run one after another, and each begins with an empty one.
    nonisolated(unsafe) private static var only: DebianDocker?

    /// A daemon that has no images and remembers no builds. It ends with this process.
    static func empty() throws -> DebianDocker {
        if let only, only.process.isRunning {
            let images = try only.ask(["image", "ls", "--all", "--quiet"]).output.split(separator: "\n").map(
                String.init)
            if !images.isEmpty { _ = try only.ask(["rmi", "--force"] + images) }
            _ = try only.ask(["builder", "prune", "--all", "--force"])
            return only
        }
        if only == nil { atexit { DebianDocker.only?.end() } }
        only?.end()
        let docker = try DebianDocker()
        only = docker
        return docker
    }

    private init() throws {
        // Below /tmp: the path of a socket has 107 bytes at most.
        folder = URL(filePath: "/tmp/slipway-docker-\(UUID().uuidString.prefix(8))")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        try start()
    }

    /// Ends the daemon, and removes all that it had.
    private func end() {
        stop(SIGTERM)
        // What a daemon that was killed had mounted would hold the folder.
        let unmount = Process()
        unmount.executableURL = URL(filePath: "/bin/sh")
        unmount.arguments = [
            "-c", "cut -d' ' -f2 /proc/self/mounts | grep \"^$0\" | sort -r | xargs -r umount -l", folder.path,
        ]
        try? unmount.run()
        unmount.waitUntilExit()
        try? FileManager.default.removeItem(at: folder)
    }

    func start() throws {
        process = Process()
        process.executableURL = Self.path(of: "dockerd").map { URL(filePath: $0) }
        process.arguments = [
            "--data-root", folder.path + "/data", "--exec-root", folder.path + "/exec", "--pidfile",
            folder.path + "/pid", "--host", host, "--bridge=none", "--iptables=false", "--ip6tables=false",
        ]
        let log = folder.appending(path: "log")
        try Data().write(to: log)
        process.standardOutput = try FileHandle(forWritingTo: log)
        process.standardError = process.standardOutput
        process.standardInput = FileHandle.nullDevice
        // The daemon looks for containerd, and that for runc, on PATH.
        var variables = ProcessInfo.processInfo.environment
        variables["PATH"] = Self.searchPath
        process.environment = variables
        try process.run()
        try eventually("dockerd answers", within: 60) { try ask(["version"]).status == 0 }
    }

    /// Ends the daemon and the containerd that it has started, and waits for both.
    func stop(_ signal: Int32) {
        guard process.isRunning else { return }
        let containerd =
            (try? String(contentsOf: folder.appending(path: "exec/containerd/containerd.pid"), encoding: .utf8))
            .flatMap { pid_t($0.filter(\.isNumber)) }
        kill(process.processIdentifier, signal)
        process.waitUntilExit()
        guard let containerd, kill(containerd, 0) == 0 else { return }
        kill(containerd, SIGTERM)
        try? eventually("containerd has ended") { kill(containerd, 0) != 0 }
    }

    /// What the client says.
    func ask(_ words: [String]) throws -> Program.Outcome {
        var program = Program(folder: folder)
        program.prefix = ["DOCKER_HOST=\(host)"]
        return try program.run([Self.path(of: "docker") ?? "docker"] + words)
    }

    /// Where programs are looked for: what was unpacked for the tests first.
    private static var folders: [String] {
        let searched = (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":").map(String.init)
        let unpacked = ["usr/sbin", "usr/bin"].map { Program.root.appending(path: ".build/docker/\($0)").path }
        return unpacked + searched + ["/usr/sbin", "/usr/bin"]
    }

    /// A PATH on which the package's programs are first.
    static var searchPath: String { folders.joined(separator: ":") }

    private static func path(of name: String) -> String? {
        folders.map { "\($0)/\(name)" }.first { FileManager.default.isExecutableFile(atPath: $0) }
    }
}
