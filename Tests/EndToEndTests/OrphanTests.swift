import Foundation
import Glibc
import Testing

/// What runs on this machine, by a word of its command line.
private enum Running {
    static func processes(with word: String) -> [pid_t] {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: "/proc")) ?? []
        return names.compactMap { pid_t($0) }.filter { id in
            let words = FileManager.default.contents(atPath: "/proc/\(id)/cmdline") ?? Data()
            return String(decoding: words, as: UTF8.self).contains(word)
        }
    }

    /// Waits until such a process runs, or none does any more.
    static func wait(for word: String, toRun isWanted: Bool, within seconds: Double = 30) -> Bool {
        let end = Date(timeIntervalSinceNow: seconds)
        while Date() < end {
            if processes(with: word).isEmpty != isWanted { return true }
            Thread.sleep(forTimeInterval: 0.05)
        }
        return false
    }
}

extension EndToEnd {
    /// Nothing that the program starts outlives it, not even where it is killed.
    @Suite(.enabled(if: Program.isBuilt, "build the program first: ./slipway test"))
    struct OrphanTests {
        /// A listener that takes connections and never says a word.
        private static func silentServer() throws -> (descriptor: Int32, port: UInt16) {
            let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
            var address = sockaddr_in()
            address.sin_family = sa_family_t(AF_INET)
            address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
            var length = socklen_t(MemoryLayout<sockaddr_in>.size)
            let isOpen = withUnsafeMutablePointer(to: &address) {
                $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                    bind(descriptor, $0, length) == 0 && listen(descriptor, 8) == 0
                        && getsockname(descriptor, $0, &length) == 0
                }
            }
            try #require(isOpen)
            return (descriptor, UInt16(bigEndian: address.sin_port))
        }

        @Test(.timeLimit(.minutes(20)), arguments: [SIGKILL, SIGTERM])
        func theNetworksProgramEndsWithAPull(number: Int32) throws {
            let project = try Project(named: "orphan")
            defer { project.remove() }
            let server = try Self.silentServer()
            defer { close(server.descriptor) }
            let program = Program(home: project.folder.appending(path: "home").path, folder: project.folder)
            let image = "127.0.0.1:\(server.port)/nothing:v1"
            let pull = try program.start([Program.binary, "pull", image], output: Pipe(), errors: Pipe())
            try #require(Running.wait(for: "slipway-registry\0pull\0\(image)", toRun: true))
            kill(pull.processIdentifier, number)
            pull.waitUntilExit()
            #expect(Running.wait(for: image, toRun: false), "\(Running.processes(with: image))")
        }

        /// The command of a RUN is three processes away: the lab's child builds, and starts it in a container.
        @Test(
            .timeLimit(.minutes(20)), .enabled(if: Tmux.isThere, "needs tmux"),
            .enabled(
                if: FileManager.default.isExecutableFile(atPath: "/usr/bin/busybox"),
                "needs Debian's package busybox-static"))
        func aBuildEndsWithItsLab() throws {
            let project = try Project(named: "orphan")
            defer { project.remove() }
            let time = "\(Int.random(in: 100_000...999_999)).25"
            try project.write(
                "my-docker-app/Dockerfile",
                """
                FROM scratch
                COPY busybox /bin/busybox
                RUN ["/bin/busybox", "sleep", "\(time)"]
                """)
            try FileManager.default.copyItem(
                atPath: "/usr/bin/busybox", toPath: project.folder.appending(path: "my-docker-app/busybox").path)
            let home = project.folder.appending(path: "home").path
            let program = Program(home: home, folder: project.folder)
            let tmux = try Tmux(columns: 100, rows: 30, folder: project.folder)
            defer { tmux.end() }
            let lab = "sh -c 'echo $$ > pid; exec \(Program.binary) lab --workspace my-docker-app'"
            try tmux.type("export SLIPWAY_HOME=\(home); \(lab); echo ended $?\n")
            try tmux.wait(for: "A folder for the project")
            try tmux.press("F5")
            try #require(Running.wait(for: "sleep\0\(time)", toRun: true))
            let id = try String(contentsOf: project.folder.appending(path: "pid"), encoding: .utf8)
            kill(try #require(pid_t(id.trimmingCharacters(in: .newlines))), SIGKILL)
            try tmux.wait(for: "ended 137")
            #expect(Running.wait(for: "sleep\0\(time)", toRun: false))
            // The store is free.
            let pruned = try program("system", "prune", "--force")
            #expect(pruned.status == 0, "\(pruned.errors)")
        }
    }
}
