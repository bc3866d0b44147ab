import Foundation
import Scratch
import Testing

extension EndToEnd {
    /// The launcher with a toolchain that only says what it was asked for: a real build takes minutes.
    @Suite struct LauncherTests {
        private let scratch: ScratchFolder

        init() throws {
            scratch = try ScratchFolder()
            // Tests/EndToEndTests/LauncherTests.swift
            let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
                .deletingLastPathComponent()
            try FileManager.default.copyItem(
                at: root.appending(path: "slipway"), to: URL(filePath: scratch("checkout-slipway")))
            try scratch.put("", at: "checkout/Package.swift")
            try scratch.put("", at: "checkout/Sources/a.swift")
            try FileManager.default.moveItem(atPath: scratch("checkout-slipway"), toPath: scratch("checkout/slipway"))
            // Everything is installed.
            try tool("dpkg-query", "echo installed")
            try tool("strip", "cp \"$4\" \"$2\"")
        }

        private func tool(_ name: String, _ lines: String) throws {
            try scratch.put("#!/bin/sh\n" + lines + "\n", at: "tools/" + name, mode: 0o755)
        }

        /// Runs `./slipway` with words; what it wrote and its status.
        private func launch(_ words: String...) throws -> (text: String, status: Int32) {
            let process = Process()
            process.executableURL = URL(filePath: scratch("checkout/slipway"))
            process.arguments = words
            process.environment = ["PATH": scratch("tools") + ":/usr/bin:/bin", "HOME": scratch.path]
            process.standardInput = FileHandle.nullDevice
            let pipe = Pipe()
            process.standardOutput = pipe
            process.standardError = pipe
            try process.run()
            let bytes = pipe.fileHandleForReading.readDataToEndOfFile()
            process.waitUntilExit()
            return (String(decoding: bytes, as: UTF8.self), process.terminationStatus)
        }

        private static let builds = """
            case "$*" in *--show-bin-path*) echo "$(dirname "$0")/../built"; exit;; esac
            echo 'Building for production...'
            for number in 1 2 3 4 5 6 7 8 9 10; do echo "[$number/10] Compiling Room"; done
            mkdir -p "$(dirname "$0")/../built"
            for name in slipway slipway-registry slipway-init; do
                printf '#!/bin/sh\\necho started: "$@"\\n' >"$(dirname "$0")/../built/$name"
                chmod 755 "$(dirname "$0")/../built/$name"
            done
            """

        @Test func aBuildSaysHowFarItIsAndTheProgramIsStarted() throws {
            try tool("swift", Self.builds)
            let first = try launch("images")
            #expect(first.status == 0, "\(first.text)")
            #expect(first.text.contains("slipway: slipway: 5 of 10, about 1 min left\n"))
            #expect(first.text.contains("slipway: slipway-registry: 10 of 10, about 1 min left\n"))
            #expect(first.text.hasSuffix("started: images\n"))
            // What is built is not built again.
            #expect(try launch("images").text == "started: images\n")
        }

        /// From a folder that was removed nothing can be found: what stands there is not taken for a checkout.
        @Test(arguments: ["true", "mkdir ../gone"])
        func fromAFolderThatIsGoneItSaysSoAndBuildsNothing(_ then: String) throws {
            try tool("swift", Self.builds)
            try scratch.makeFolder("checkout/gone")
            let process = Process()
            process.executableURL = URL(filePath: "/bin/bash")
            process.arguments = [
                "-c", "cd \"$0\" && rmdir \"$0\" && \(then); ../slipway images", scratch("checkout/gone"),
            ]
            process.environment = ["PATH": scratch("tools") + ":/usr/bin:/bin", "HOME": scratch.path]
            process.standardInput = FileHandle.nullDevice
            let pipe = Pipe()
            process.standardError = pipe
            try process.run()
            let text = String(decoding: pipe.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
            process.waitUntilExit()
            #expect(process.terminationStatus == 1)
            #expect(text.contains("/checkout/gone was removed, or made anew.") && !text.contains("building"), "\(text)")
        }

        @Test func aBuildThatFailsShowsItsErrors() throws {
            try tool("swift", "echo '[1/10] Compiling Room'; echo 'a.swift:1:1: error: no'; exit 1")
            let failed = try launch("images")
            #expect(failed.status == 1)
            #expect(failed.text.contains("a.swift:1:1: error: no"))
            #expect(failed.text.contains("the build failed; the whole log is in"))
        }
    }
}
