import Foundation
import Glibc

/// Debian's docker.io: a daemon of the test's own, with its data, its socket and its state below a folder of its own. It
/// makes no bridge and no firewall's rules; what it builds has the host's network.
final class DebianDocker {
    /// Root, and the programs of the package. It is not installed for the tests: 300 MB, and a daemon of the system.
    static let isThere = geteuid() == 0 && ["dockerd", "containerd", "docker"].allSatisfy { path(of: $0) != nil }

    let folder: URL
    private var process = Process()

    /// The value of DOCKER_HOST.
    var host: String { "unix://\(folder.path)/docker.sock" }

    init() throws {
        // Below /tmp: the path of a socket has 107 bytes at most.
        folder = URL(filePath: "/tmp/slipway-docker-\(UUID().uuidString.prefix(8))")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        try start()
    }

    deinit {
        stop(SIGTERM)
        // What its containers had mounted goes with it; a folder that stays does no harm.
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

    private static func path(of name: String) -> String? {
        let folders =
            (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":") + ["/usr/sbin", "/usr/bin"]
        return folders.map { "\($0)/\(name)" }.first { FileManager.default.isExecutableFile(atPath: $0) }
    }
}
