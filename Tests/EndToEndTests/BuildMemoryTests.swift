import Foundation
import Testing

extension EndToEnd {
    /// How much memory a build takes. It is a test and not a benchmark, because the product promises a limit.
    @Suite(
        .enabled(
            if: Program.isBuilt && FileManager.default.isExecutableFile(atPath: "/usr/bin/python3"),
            "needs ./slipway test and python3"))
    struct BuildMemoryTests {
        /// Runs a command and prints the largest resident size that it or a process under it had, in KiB.
        private static let measure = """
            import resource, subprocess, sys
            status = subprocess.run(sys.argv[1:], stdout=subprocess.DEVNULL).returncode
            print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)
            sys.exit(status)
            """

        private func peak(of arguments: [String], _ program: Program) throws -> Int {
            let outcome = try program.run(["python3", "-c", Self.measure, Program.binary] + arguments)
            try #require(outcome.status == 0, "\(outcome.errors)")
            return try #require(Int(outcome.output.trimmingCharacters(in: .whitespacesAndNewlines)))
        }

        @Test func aContextOf50000FilesTakesLessThan150MB() throws {
            let project = try Project(named: "many")
            defer { project.remove() }
            var program = Program(folder: project.folder)
            program.home = project.folder.appending(path: "home").path
            let make = """
                mkdir -p context/tree && cd context/tree && for i in $(seq 500); do mkdir $i; done && \
                for i in $(seq 50000); do echo $i >$((i % 500 + 1))/$i; done && \
                printf 'FROM scratch\\nCOPY tree /tree\\n' >../Dockerfile
                """
            try #require(try program.run(["bash", "-c", make]).status == 0)
            let limit = 150_000_000 / 1024
            let cold = try peak(of: ["build", "-t", "many:v1", "context"], program)
            #expect(cold < limit, "\(cold) KiB, cold")
            let cached = try peak(of: ["build", "-t", "many:v1", "context"], program)
            #expect(cached < limit, "\(cached) KiB, from the cache")
            try project.write("context/tree/7/one-more", "new\n")
            let changed = try peak(of: ["build", "-t", "many:v2", "context"], program)
            #expect(changed < limit, "\(changed) KiB, with a new file")
            let files = try program("inspect", "--format", "{{.Size}}", "many:v2").output
            #expect(Int(files.trimmingCharacters(in: .whitespacesAndNewlines)) ?? 0 > 250_000, "\(files)")
            let why = try program("why").output
            #expect(why.contains("tree/7/one-more is new"), "\(why)")
        }
    }
}
