import Foundation
import Glibc
import Testing

extension EndToEnd {
    /// Limits that the system sets: each is named, nothing is lost, and the next run goes on.
    @Suite(
        .enabled(if: Program.isBuilt, "build the program first: ./slipway test"),
        .enabled(
            if: FileManager.default.isExecutableFile(atPath: "/usr/bin/busybox"),
            "needs Debian's package busybox-static"))
    struct StoreLimitTests {
        /// Commands that write to the store.
        private static let writers = [
            FaultLab.build, ["tag", "kept:v1", "more:v1"], ["load", "--quiet", "--input", "kept.tar"],
            ["rmi", "project:v1"], ["system", "prune", "--force"],
        ]

        private static func limited(_ lab: FaultLab, by limit: String, _ words: [String]) throws -> Program.Outcome {
            try lab.user.program.run(["bash", "-c", "\(limit) && exec \"$0\" \"$@\"", Program.binary] + words)
        }

        private static func save(_ lab: FaultLab) throws {
            let saved = try lab.user.program("save", "--output", "kept.tar", "kept:v1")
            try #require(saved.status == 0, "\(saved.errors)")
        }

        /// A write past the limit is an error with a word, not a death by SIGXFSZ (153).
        @Test(arguments: [0, 1, 4, 64, 512]) func aLimitOnTheSizeOfFiles(_ kibibytes: Int) throws {
            let lab = try FaultLab()
            defer { lab.remove() }
            try Self.save(lab)
            for words in Self.writers {
                let outcome = try Self.limited(lab, by: "ulimit -f \(kibibytes)", words)
                let what = "\(words) within \(kibibytes) KiB"
                #expect([0, 1].contains(outcome.status), "\(what): \(outcome)")
                #expect(
                    outcome.status == 0 || outcome.errors.contains("limit on the size of files"), "\(what): \(outcome)")
                try lab.checkThatNothingIsLost(what, again: FaultLab.build)
            }
        }

        @Test(arguments: [8, 12, 16, 24]) func commandsEndWithAWordWhereDescriptorsAreFew(_ count: Int) throws {
            let lab = try FaultLab()
            defer { lab.remove() }
            try Self.save(lab)
            for words in Self.writers {
                let outcome = try Self.limited(lab, by: "ulimit -n \(count)", words)
                let what = "\(words) with \(count) descriptors"
                #expect([0, 1].contains(outcome.status), "\(what): \(outcome)")
                #expect(outcome.status == 0 || outcome.errors.contains("oo many open files"), "\(what): \(outcome)")
                try lab.checkThatNothingIsLost(what, again: FaultLab.build)
            }
        }

        @Test(.enabled(if: geteuid() == 0, "needs root")) func aReadOnlyFileSystem() throws {
            let lab = try FaultLab()
            defer { lab.remove() }
            try Self.save(lab)
            _ = try lab.user.program(FaultLab.build)
            let mount = "mount --bind store store && mount -o remount,ro,bind store"
            for words in [["images"], ["inspect", "kept:v1"], ["save", "--output", "saved.tar", "kept:v1"]] {
                let outcome = try Self.limited(lab, by: mount, words, inNamespace: true)
                #expect(outcome.status == 0, "\(words): \(outcome.errors)")
            }
            for words in Self.writers {
                let outcome = try Self.limited(lab, by: mount, words, inNamespace: true)
                #expect(
                    outcome.status == 1 && outcome.errors.lowercased().contains("read-only"), "\(words): \(outcome)")
            }
            try lab.checkThatNothingIsLost("read-only", again: FaultLab.build)
        }

        private static func limited(
            _ lab: FaultLab, by limit: String, _ words: [String], inNamespace: Bool
        ) throws -> Program.Outcome {
            var user = lab.user
            user.program.prefix = ["unshare", "--mount", "--propagation", "private", "env"] + user.program.prefix
            return try user.program.run(["bash", "-c", "\(limit) && exec \"$0\" \"$@\"", Program.binary] + words)
        }

        /// Ten times what the index of an earlier version could hold.
        @Test(.timeLimit(.minutes(20))) func aHundredThousandNames() throws {
            let user = try RegistryUser()
            defer { user.remove() }
            let id = try user.build("first:v1")
            let index = user.store.appending(path: "index.json")
            let text = try String(contentsOf: index, encoding: .utf8)
            let start = try #require(text.range(of: "\"manifests\":["))
            let entry = text[start.upperBound...].dropLast(2)
            let entries = (0..<100_000).map { entry.replacingOccurrences(of: "first:v1", with: "name\($0):v1") }
            try (text[..<start.upperBound] + entries.joined(separator: ",") + "]}").write(
                to: index, atomically: true, encoding: .utf8)
            let list = try user.program("images", "--format", "{{.Repository}}").output
            #expect(list.split(separator: "\n").count == 100_000)
            let tagged = try user.program("tag", "name99999:v1", "last:v1")
            #expect(tagged.status == 0, "\(tagged.errors)")
            #expect(try user.id("last:v1") == id)
            #expect(try user.program("rmi", "name5:v1").status == 0)
            #expect(try user.program("inspect", "name5:v1").status == 1)
            #expect(try user.build("again:v1") == id)
        }
    }
}
