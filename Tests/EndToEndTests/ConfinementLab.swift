import Foundation
import Glibc
import Testing

/// A way in which a foreign program comes to run on the machine.
enum WayIn: String, CaseIterable, CustomTestStringConvertible {
    case run, exec, shell
    case step = "RUN"

    var testDescription: String { rawValue }
}

/// The table of `Reliability/confinement.md`.
struct ConfinementTable {
    struct Row: Equatable {
        var item: String
        var docker: String
        var dockerStep: String
        var own: [String: String]
        var asUser: String

        /// What the probe should find. A cell that says `same` stands for the one of Docker, or of root.
        func expected(_ way: WayIn, asUser isUser: Bool) -> String {
            let user = asUser.components(separatedBy: "; RUN: ")
            let other = way == .step ? user[user.count - 1] : user[0]
            if isUser, other != "same" { return other }
            let cell = own[way.rawValue] ?? ""
            return cell == "same" ? (way == .step ? dockerStep : docker) : cell
        }
    }

    let rows: [Row]

    init() throws {
        let file = Program.root.appending(path: "Reliability/confinement.md")
        let lines = try String(contentsOf: file, encoding: .utf8).split(separator: "\n").filter { $0.hasPrefix("| ") }
        let cells = lines.map { line in
            line.dropFirst(2).dropLast(2).components(separatedBy: " | ").map { $0.trimmingCharacters(in: .whitespaces) }
        }
        rows = cells.dropFirst(2).map { cell in
            Row(
                item: cell[0], docker: cell[1], dockerStep: cell[5] == "same" ? cell[1] : cell[5],
                own: ["run": cell[2], "exec": cell[3], "shell": cell[4], "RUN": cell[6]], asUser: cell[7])
        }
    }
}

/// What the machine lets these tests be.
enum Machine {
    /// How control groups are mounted.
    struct Layout: CustomTestStringConvertible {
        var testDescription: String
        /// Makes it of this machine's, in a mount namespace.
        var script: String
    }

    static let runtimes = ["crun", "runc"].filter { name in
        ["/usr/bin/", "/usr/sbin/"].contains { access($0 + name, X_OK) == 0 }
    }

    /// Those of this machine, version 2 alone, and where there is version 1, that alone.
    static let controlGroups =
        [
            Layout(testDescription: "as here", script: ":"),
            Layout(
                testDescription: "version 2",
                script: "umount -R /sys/fs/cgroup; mount -t cgroup2 cgroup2 /sys/fs/cgroup"),
        ]
        + (access("/sys/fs/cgroup/unified", F_OK) == 0
            ? [Layout(testDescription: "version 1", script: "umount /sys/fs/cgroup/unified")] : [])
}

/// What root or an ordinary user needs to try the ways in: an image with Python, and the probe.
struct ConfinementLab {
    let project: Project
    var program: Program
    let binary: String
    private let listener: Int32
    private let host: String

    init(asUser user: OrdinaryUser?) throws {
        project = try Project(named: "confinement")
        let root = Program(folder: project.folder)
        try project.write("Dockerfile", "FROM python:3.11-alpine\n")
        let built = try root("build", "-q", "-t", "probed:v1", ".")
        guard built.status == 0 else { throw Failure(words: built.errors) }
        (listener, host) = try Self.listen()
        if let user { program = try Self.program(of: user, in: project, from: root) } else { program = root }
        binary = user == nil ? Program.binary : project.folder.path + "/slipway"
        try FileManager.default.copyItem(
            at: Program.root.appending(path: "Tests/Confinement/probe.py"),
            to: project.folder.appending(path: "probe.py"))
    }

    struct Failure: Error { var words: String }

    /// A program with the user's own store, into which the image was loaded.
    private static func program(of user: OrdinaryUser, in project: Project, from root: Program) throws -> Program {
        let folder = project.folder.path
        var own = Program(folder: project.folder)
        own.prefix = user.becoming(in: ["HOME": folder, "SLIPWAY_ROOT": folder, "SLIPWAY_HOME": folder + "/home"])
        let prepared = try root.run([
            "sh", "-ec", "cp \"$1\" slipway; \"$1\" save probed:v1 -o image.tar; chown -R \"$2\" .", "sh",
            Program.binary, "\(user.id):\(user.group)",
        ])
        guard prepared.status == 0 else { throw Failure(words: prepared.errors) }
        let loaded = try own.run([folder + "/slipway", "load", "-i", "image.tar"])
        guard loaded.status == 0 else { throw Failure(words: loaded.errors) }
        return own
    }

    /// Listens on an abstract socket, and tells what the probe must know of the host.
    private static func listen() throws -> (Int32, String) {
        let name = "slipway-confinement-\(getpid())-\(UInt32.random(in: 0 ... .max))"
        let listener = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0)
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        withUnsafeMutableBytes(of: &address.sun_path) { $0.dropFirst().copyBytes(from: Array(name.utf8)) }
        let size = socklen_t(MemoryLayout<sa_family_t>.size + 1 + name.utf8.count)
        let bound = withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { bind(listener, $0, size) }
        }
        guard bound == 0, Glibc.listen(listener, 64) == 0 else { throw Failure(words: "no abstract socket") }
        var limit = rlimit()
        getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit)
        let kinds = ["cgroup", "ipc", "mnt", "net", "pid", "user", "uts"]
        let namespaces = try kinds.map { kind in
            "\"\(kind)\": \"\(try FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/ns/\(kind)"))\""
        }
        return (
            listener,
            "{\"namespaces\": {\(namespaces.joined(separator: ", "))}, \"descriptors\": \(limit.rlim_cur), "
                + "\"socket\": \"\(name)\"}"
        )
    }

    func remove() {
        close(listener)
        project.remove()
    }

    /// The probe's rows.
    func probe(_ way: WayIn) throws -> [String: String] {
        let outcome: Program.Outcome
        let words = ["python3", "/probe.py", host]
        let volume = "\(project.folder.path)/probe.py:/probe.py:ro"
        switch way {
        case .run: outcome = try program.run([binary, "run", "--rm", "-v", volume, "probed:v1"] + words)
        case .exec: outcome = try probeByExec(words, volume)
        case .shell:
            try writeContext("")
            let line = "exec " + words.dropLast().joined(separator: " ") + " '\(host)'"
            outcome = try program.run(["sh", "-c", "echo \"$2\" | \"$1\" shell context", "sh", binary, line])
        case .step:
            let json = String(decoding: try JSONEncoder().encode(words), as: UTF8.self)
            try writeContext("RUN \(json)\n")
            outcome = try program.run([binary, "build", "--no-cache", "--progress", "plain", "context"])
        }
        #expect(outcome.status == 0, "\(outcome.output)\(outcome.errors)")
        var rows: [String: String] = [:]
        for line in (outcome.output + outcome.errors).split(separator: "\n") {
            guard let start = line.range(of: "ROW\t") else { continue }
            let parts = line[start.upperBound...].components(separatedBy: "\t")
            rows[parts[0]] = parts.dropFirst().joined(separator: "\t")
        }
        return rows
    }

    /// A folder of its own: beside it may be a store, which is no user's to read.
    private func writeContext(_ instruction: String) throws {
        let probe = try String(contentsOf: project.folder.appending(path: "probe.py"), encoding: .utf8)
        try project.write("context/probe.py", probe)
        try project.write("context/Dockerfile", "FROM probed:v1\nCOPY probe.py /probe.py\n" + instruction)
    }

    private func probeByExec(_ words: [String], _ volume: String) throws -> Program.Outcome {
        let name = "probed-\(getpid())"
        let started = try program.run(
            [binary, "run", "-d", "--name", name, "-v", volume, "probed:v1", "sleep", "600"])
        #expect(started.status == 0, "\(started.errors)")
        defer { _ = try? program.run([binary, "rm", "-f", name]) }
        return try program.run([binary, "exec", name] + words)
    }
}
