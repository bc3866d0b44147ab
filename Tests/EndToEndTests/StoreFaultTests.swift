import Foundation
import Glibc
import Testing

/// A store with an image in it that must outlive every fault, and a project that is built beside it.
struct FaultLab {
    let user: RegistryUser
    /// ID of the image that was there before.
    let kept: String
    /// ID that the project's image must have, however often its build was broken off.
    let expected: String

    static let busybox = "/usr/bin/busybox"

    init() throws {
        var user = try RegistryUser()
        // An image of the same sources is the same image.
        user.set(["SOURCE_DATE_EPOCH": "1700000000"])
        self.user = user
        let project = Project(folder: user.folder.appending(path: "project"))
        try project.write(
            "Dockerfile",
            """
            FROM scratch
            COPY busybox /bin/busybox
            COPY data /data
            RUN ["/bin/busybox", "sh", "-c", "busybox seq 20000 >/numbers; busybox ln /numbers /same"]
            COPY many /many
            CMD ["/bin/busybox", "sh"]
            """)
        try FileManager.default.copyItem(
            atPath: Self.busybox, toPath: project.folder.appending(path: "busybox").path)
        try project.write("data", (0..<60_000).map { "\($0 &* 7919)\n" }.joined())
        for index in 0..<40 { try project.write("many/\(index)", String(repeating: "\(index)", count: 100)) }
        kept = try user.build("kept:v1")
        var other = user
        other.program.home = user.folder.appending(path: "reference").path
        _ = try other.program("build", "-q", "-t", "project:v1", "project")
        expected = try other.id("project:v1")
        #expect(expected.hasPrefix("sha256:"))
    }

    func remove() { user.remove() }

    static let build = ["build", "-q", "-t", "project:v1", "project"]

    /// What was there is there, whole; and what was broken off is made.
    func checkThatNothingIsLost(_ what: String, again command: [String], _ name: String = "project:v1") throws {
        #expect(try user.id("kept:v1") == kept, "\(what)")
        let again = try user.program(command)
        #expect(again.status == 0, "\(what): \(again.errors)")
        #expect(try user.id(name) == expected, "\(what)")
        // Each layer that is saved is hashed again.
        let saved = try user.program("save", "--output", "saved.tar", "kept:v1", name)
        #expect(saved.status == 0, "\(what): \(saved.errors)")
    }

    /// Forgets what was built, but not the image that must stay.
    func startAnew() throws {
        _ = try user.program("rmi", "--force", "project:v1")
        let pruned = try user.program("system", "prune", "--force")
        #expect(pruned.status == 0, "\(pruned.errors)")
    }
}

extension EndToEnd {
    /// Whatever else stops a build, the store opens, nothing that was done is lost, and the next try succeeds. For kills
    /// and for writes that fail see `ReliabilityTests`.
    @Suite(
        .enabled(if: Program.isBuilt, "build the program first: ./slipway test"),
        .enabled(
            if: FileManager.default.isExecutableFile(atPath: "/usr/bin/busybox"),
            "needs Debian's package busybox-static"))
    struct StoreFaultTests {
        @Test(.enabled(if: geteuid() == 0, "needs root"), arguments: [10, 40, 70, 85, 95])
        func aBuildOnAFullDiskGoesOnWhenThereIsRoom(_ percent: Int) throws {
            let lab = try FaultLab()
            defer { lab.remove() }
            let disk = lab.user.folder.appending(path: "disk").path
            let needed = try lab.user.program.run(["du", "-sk", "reference"]).output.split(separator: "\t").first
            let kibibytes = try #require(needed.flatMap { Int($0) }) * percent / 100
            let mounted = try lab.user.program.run([
                "sh", "-c", "mkdir disk && mount -t tmpfs -o size=\(kibibytes)k tmpfs disk",
            ])
            try #require(mounted.status == 0)
            defer { _ = try? lab.user.program.run(["umount", "-l", disk]) }
            var user = lab.user
            user.program.home = disk + "/store"
            let full = try user.program(FaultLab.build)
            #expect(full.status == 1 && full.errors.contains("disk is full"), "\(full)")
            _ = try user.program.run(["mount", "-o", "remount,size=20m", disk])
            let again = try user.program(FaultLab.build)
            #expect(again.status == 0, "\(again.errors)")
            #expect(try user.id("project:v1") == lab.expected)
        }

        @Test func buildsBesideEachOtherAndAPruneAreSafe() throws {
            let lab = try FaultLab()
            defer { lab.remove() }
            for round in 0..<4 {
                try lab.startAnew()
                let pipes = (0..<4).map { _ in Pipe() }
                let builds = try pipes.map { pipe in
                    try lab.user.program.start([Program.binary] + FaultLab.build, output: Pipe(), errors: pipe)
                }
                let prune = try lab.user.program.start(
                    [Program.binary, "system", "prune", "--force"], output: Pipe(), errors: Pipe())
                for (build, pipe) in zip(builds, pipes) {
                    let errors = String(decoding: pipe.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
                    build.waitUntilExit()
                    #expect(build.terminationStatus == 0, "round \(round): \(errors)")
                }
                prune.waitUntilExit()
                try lab.checkThatNothingIsLost("round \(round)", again: FaultLab.build)
            }
        }

        /// What a build is told in confidence is nowhere in what it leaves, nor in what it says.
        @Test func aSecretIsNowhere() throws {
            let lab = try FaultLab()
            defer { lab.remove() }
            let secret = "5ecret-" + UUID().uuidString
            let project = Project(folder: lab.user.folder.appending(path: "project"))
            try project.write("../confidential", secret)
            try project.write(
                "Dockerfile",
                """
                FROM scratch
                COPY busybox /bin/busybox
                RUN --mount=type=secret,id=s,required=true ["/bin/busybox", "sh", "-c", \
                "busybox wc -c </run/secrets/s >/length"]
                RUN --mount=type=secret,id=s,env=S ["/bin/busybox", "sh", "-c", "busybox test -n \\"$S\\""]
                """)
            let built = try lab.user.program(
                "build", "--progress", "rawjson", "--secret", "id=s,src=confidential", "-t", "told:v1", "project")
            #expect(built.status == 0, "\(built.errors)")
            #expect(!built.output.contains(secret) && !built.errors.contains(secret))
            _ = try lab.user.program("save", "--output", "told.tar", "told:v1")
            let found = try lab.user.program.run(["grep", "-rlaF", secret, "store", "told.tar", "user"])
            #expect(found.status == 1 && found.output.isEmpty, "\(found.output)")
            let length = try lab.user.program.run(["sh", "-c", "cat store/layers/*/diff/length"])
            #expect(length.output.trimmingCharacters(in: .whitespacesAndNewlines) == "\(secret.utf8.count)")
        }
    }
}
