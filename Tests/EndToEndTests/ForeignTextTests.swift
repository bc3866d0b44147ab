import Foundation
import Testing

extension EndToEnd {
    /// Names, labels, files and words of a command line that try to drive the user's terminal.
    @Suite(.enabled(if: Program.isBuilt, "build the program first: ./slipway test"))
    struct ForeignTextTests {
        /// The clipboard, a title, another screen, a C1 control, DEL, and a direction override.
        private static let evil = "x\u{1B}]52;c;aGk=\u{07}\u{1B}[2J\u{9B}31m\u{7F}\u{202E}y"

        private let project: Project
        private let slipway: Program

        init() throws {
            project = try Project(named: "foreign")
            var program = Program(folder: project.folder)
            program.home = project.folder.appending(path: "home").path
            slipway = program
            try project.write("f", "f\n")
            try project.write(
                "Dockerfile", "FROM scratch\nLABEL evil=\"\(Self.evil)\"\nCOPY f /\(Self.evil)\nENV A=\(Self.evil)\n")
            try project.write("wrong/Dockerfile", "FROM scratch\nFOO \(Self.evil)\nCOPY \(Self.evil) /\n")
            try project.write("lost/Dockerfile", "FROM scratch\nCOPY no-\(Self.evil) /\n")
            try project.write(
                "evil.cast",
                "{\"version\": 2, \"width\": 80, \"height\": 24}\n[1, \"o\", \"\\u001b]0;t\\u0007\\u009b2Jplain\\n\"]\n"
            )
            try project.write("evil.tar", "no archive \(Self.evil)")
        }

        /// What of a text a terminal would obey, but for colours.
        private func obeyed(in text: String) -> [String] {
            var rest = text
            rest.replace(/\u{1B}\[[0-9;:]*m/, with: "")
            return rest.unicodeScalars.filter { scalar in
                switch scalar.properties.generalCategory {
                case .control: scalar != "\n" && scalar != "\t"
                case .format: true
                default: false
                }
            }.map { "U+\(String($0.value, radix: 16))" }
        }

        @Test func noCommandPassesThemOn() throws {
            defer { project.remove() }
            let built = try slipway("build", "-t", "evil:1", "--label", "b=\(Self.evil)", ".")
            #expect(built.status == 0, "\(built.errors)")
            let commands: [[String]] = [
                ["build", "-t", "evil:1", "--progress", "plain", "."], ["build", "--progress", "rawjson", "."],
                ["build", "wrong"], ["build", "--check", "wrong"], ["build", "lost"], ["build", "-q", "lost"],
                ["build", "--target", Self.evil, "."], ["build", "-t", Self.evil, "."], ["build", Self.evil],
                ["why"], ["why", Self.evil], ["images"], ["images", "--format", "json"], ["images", Self.evil],
                ["images", "--filter", Self.evil], ["images", "--format", "{{.ID}}\(Self.evil)"],
                ["history", "evil:1"], ["history", "--no-trunc", "evil:1"],
                ["history", "--format", "{{.CreatedBy}}", "--no-trunc", "evil:1"], ["inspect", "evil:1"],
                ["inspect", "--format", "{{.Config.Labels.evil}} {{json .Config}}", "evil:1"], ["inspect", Self.evil],
                ["tag", "evil:1", Self.evil], ["rmi", Self.evil], ["load", "-i", "evil.tar"],
                ["load", "-i", Self.evil],
                ["pull", Self.evil], ["push", Self.evil], ["run", Self.evil], ["run", "evil:1", Self.evil],
                ["ps", "-a"],
                ["ps", "--filter", "name=\(Self.evil)"], ["logs", Self.evil], ["exec", Self.evil, "x"],
                ["stop", Self.evil], ["rm", Self.evil], ["lint", "wrong/Dockerfile"],
                ["lint", "--format", "json", "wrong/Dockerfile"], ["lint", Self.evil], ["parse", "Dockerfile"],
                ["parse", "--json", "Dockerfile"], ["parse", "wrong/Dockerfile"], ["check", Self.evil],
                ["lesson", "verify", Self.evil], ["lesson", "reset", Self.evil], ["replay", "evil.cast"],
                ["replay", Self.evil], ["record", Self.evil + "/x", "--", "true"], [Self.evil],
                ["images", "--\(Self.evil)"],
            ]
            for words in commands {
                let outcome = try slipway.run([Program.binary] + words)
                let found = obeyed(in: outcome.output + outcome.errors)
                #expect(found.isEmpty, "\(words.map(\.debugDescription)): \(found)")
            }
        }

        @Test func recordingsThatCannotBePlayedAreSaid() throws {
            defer { project.remove() }
            let wrong = [
                "{\"version\": 2, \"width\": 80, \"height\": 24}\n[1e18, \"o\", \"x\"]\n",
                "{\"version\": 3, \"term\": {\"cols\": 1e18, \"rows\": 24}}\n",
                "{\"time\":1e18,\"event\":{\"stepStarted\":{\"_0\":0}}}\n",
                "{\"time\":1,\"event\":{\"stepStarted\":{\"_0\":9223372036854775807}}}\n", "[[[[[[", "",
            ]
            for text in wrong {
                try project.write("wrong.rec", text)
                let outcome = try slipway("replay", "wrong.rec")
                let told = "\(text): \(outcome.status) \(outcome.errors)"
                #expect(outcome.status == 1 && !outcome.errors.isEmpty, "\(told)")
            }
            try project.write(
                "cut.jsonl",
                "{\"time\":1e18,\"event\":{\"stepStarted\":{\"_0\":0}}}\n{\"time\":1,\"event\":{\"finished\":{\"_0\":{\"cancelled\":{}}}}}\n{\"ti"
            )
            let cut = try slipway("replay", "cut.jsonl")
            #expect(cut.status == 0 && cut.output.contains("cancelled"))
            #expect(cut.errors.contains("cut.jsonl:1") && cut.errors.contains("cut short"), "\(cut.errors)")
        }
    }
}
