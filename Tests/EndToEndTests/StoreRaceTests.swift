import Foundation
import Glibc
import Seeds
import Testing

/// Processes that run at once, and what became of each.
private struct Crowd {
    struct Member {
        let words: [String]
        let process: Process
        let output: URL
    }

    let program: Program
    private var members: [Member] = []

    init(_ program: Program) { self.program = program }

    mutating func start(_ words: [String]) throws {
        // A file, not a pipe: nobody reads it until the end.
        let output = program.folder.appending(path: "said-\(UUID().uuidString)")
        let script = "exec \"$0\" \"$@\" >'\(output.path)' 2>&1"
        let process = try program.start(["sh", "-c", script, Program.binary] + words, output: Pipe(), errors: Pipe())
        members.append(Member(words: words, process: process, output: output))
    }

    /// Waits for all; what each was told to do, its exit status and what it said.
    func outcomes() -> [(words: [String], status: Int32, said: String)] {
        members.map { member in
            member.process.waitUntilExit()
            let said = (try? String(contentsOf: member.output, encoding: .utf8)) ?? ""
            return (member.words, member.process.terminationStatus, said)
        }
    }
}

extension EndToEnd {
    /// Many processes on one store: builds, prunes, names that come and go, pulls. Each does its work, or says which of
    /// the others kept it from it; and nothing that was done is lost.
    @Suite(
        .enabled(if: Program.isBuilt, "build the program first: ./slipway test"),
        .enabled(
            if: FileManager.default.isExecutableFile(atPath: "/usr/bin/busybox"),
            "needs Debian's package busybox-static"))
    struct StoreRaceTests {
        /// Sentences that say what another process did, and nothing else.
        private static let excuses = ["No such image", "a build is using the store", "is used by container"]

        private static func command(_ number: Int, _ dice: inout SeededGenerator) -> [String] {
            let name = "n\(Int.random(in: 0..<4, using: &dice)):v1"
            return switch Int.random(in: 0..<9, using: &dice) {
            case 0, 1: ["build", "-q", "-t", name, "project"]
            case 2: ["build", "-q", "--no-cache", "-t", name, "project"]
            case 3, 4: ["tag", "kept:v1", name]
            case 5: ["rmi", name]
            case 6: ["system", "prune", "--force"]
            case 7: ["images"]
            default: ["save", "--output", "saved-\(number).tar", name]
            }
        }

        @Test(.timeLimit(.minutes(20))) func manyProcessesAtOnceLoseNothing() throws {
            let lab = try FaultLab()
            defer { lab.remove() }
            let seed = PropertySeed.of(1)
            var dice = SeededGenerator(seed)
            for round in 0..<3 {
                let what = "round \(round), seed \(seed)"
                var crowd = Crowd(lab.user.program)
                for number in 0..<20 { try crowd.start(Self.command(number, &dice)) }
                for (words, status, said) in crowd.outcomes() {
                    let isExcused = Self.excuses.contains { said.contains($0) }
                    #expect(status == 0 || isExcused, "\(what): \(words): \(said)")
                    #expect(!said.contains("damaged"), "\(what): \(words): \(said)")
                }
                try lab.checkThatNothingIsLost(what, again: FaultLab.build)
                let names = try lab.user.program("images", "--format", "{{.Repository}}:{{.Tag}}").output
                for name in names.split(separator: "\n") where !name.contains("<none>") {
                    let saved = try lab.user.program("save", "--output", "saved.tar", String(name))
                    #expect(saved.status == 0, "\(what): \(name): \(saved.errors)")
                }
            }
        }

        @Test(.timeLimit(.minutes(20))) func twentyBuildsAtOnceMakeTwentyImages() throws {
            let lab = try FaultLab()
            defer { lab.remove() }
            var crowd = Crowd(lab.user.program)
            for number in 0..<20 { try crowd.start(["build", "-q", "-t", "n\(number):v1", "project"]) }
            for (words, status, said) in crowd.outcomes() { #expect(status == 0, "\(words): \(said)") }
            for number in 0..<20 { #expect(try lab.user.id("n\(number):v1") == lab.expected) }
        }

        @Test(
            .timeLimit(.minutes(20)),
            .enabled(if: DebianRegistry.isInstalled, "needs Debian's packages docker-registry, skopeo and openssl"))
        func aPullAndPrunesAtOnceAreSafe() throws {
            let registry = try DebianRegistry()
            let lab = try FaultLab()
            defer { lab.remove() }
            let name = registry.domain + "/project:v1"
            _ = try lab.user.program(FaultLab.build)
            _ = try lab.user.program("tag", "project:v1", name)
            #expect(try lab.user.program("push", name).status == 0)
            for round in 0..<5 {
                _ = try lab.user.program("rmi", "project:v1", name)
                var crowd = Crowd(lab.user.program)
                try crowd.start(["pull", "-q", name])
                for _ in 0..<6 { try crowd.start(["system", "prune", "--force"]) }
                for (words, status, said) in crowd.outcomes() {
                    #expect(status == 0 || said.contains("a build is using the store"), "\(words): \(said)")
                    if words.first == "pull" { #expect(status == 0, "\(said)") }
                }
                try lab.checkThatNothingIsLost("round \(round)", again: ["pull", name], name)
            }
        }
    }
}
