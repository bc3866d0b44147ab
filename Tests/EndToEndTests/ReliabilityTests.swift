import Foundation
import Glibc
import Seeds
import Testing

extension EndToEnd {
    /// Small samples of `Reliability/run`: whatever stops a command, the store opens, nothing that was reported done is lost,
    /// and the next try succeeds.
    @Suite(
        .enabled(if: Program.isBuilt, "build the program first: ./slipway test"),
        .enabled(
            if: ["/usr/bin/busybox", "/usr/bin/python3", "/usr/bin/cc"].allSatisfy {
                FileManager.default.isExecutableFile(atPath: $0)
            }, "needs Debian's packages busybox-static, python3 and gcc or clang"),
        .timeLimit(.minutes(20)))
    struct ReliabilityTests {
        private func sample(_ words: String...) throws -> Program.Outcome {
            let script = Program.root.appending(path: "Reliability/run").path
            let folder = FileManager.default.temporaryDirectory
            return try Program(folder: folder).run(["SLIPWAY_BINARY=\(Program.binary)", script] + words)
        }

        @Test func killsLoseNothing() throws {
            let outcome = try sample("kills", "--kills", "30", "--seed", "\(PropertySeed.of(0))")
            #expect(outcome.status == 0, "\(outcome.output)\(outcome.errors)")
            #expect(outcome.output.contains("| all | 30 |"), "\(outcome.output)")
        }

        /// Each command meets each error, at one change in many.
        @Test func failingWritesLoseNothing() throws {
            let outcome = try sample("faults", "--every", "29", "--first", "\(PropertySeed.of(0) % 29 + 1)")
            #expect(outcome.status == 0, "\(outcome.output)\(outcome.errors)")
            for command in ["build", "load", "pull", "save", "tag", "rmi", "prune", "edit"] {
                for error in ["ENOSPC", "EIO", "EDQUOT", "EMFILE"] {
                    #expect(outcome.output.contains("| \(command), \(error) |"), "\(outcome.output)")
                }
            }
        }

        @Test(
            .enabled(if: geteuid() == 0, "needs root"),
            .enabled(
                if: FileManager.default.isExecutableFile(atPath: "/usr/sbin/mkfs.btrfs"),
                "needs Debian's package btrfs-progs"),
            .enabled(if: access("/dev/loop-control", R_OK) == 0, "needs loop devices"))
        func usedUpQuotasLoseNothing() throws {
            let outcome = try sample("quota")
            #expect(outcome.status == 0, "\(outcome.output)\(outcome.errors)")
            #expect(outcome.output.contains("| all | 49 |"), "\(outcome.output)")
        }

        @Test(
            .enabled(if: geteuid() == 0, "needs root"),
            .enabled(
                if: FileManager.default.isExecutableFile(atPath: "/usr/sbin/mkfs.btrfs"),
                "needs Debian's package btrfs-progs"),
            .enabled(if: access("/dev/loop-control", R_OK) == 0, "needs loop devices"))
        func powerCutsLoseNothing() throws {
            let outcome = try sample("power", "--cuts", "20", "--seed", "\(PropertySeed.of(0))")
            #expect(outcome.status == 0, "\(outcome.output)\(outcome.errors)")
        }
    }
}
