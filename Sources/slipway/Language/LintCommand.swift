import ArgumentParser
import Commands
import DockerfileSyntax
import Printing

/// `slipway lint`: what is wrong with a Dockerfile, and what could be better.
struct LintCommand: ParsableCommand {
    enum Format: String, ExpressibleByArgument, CaseIterable {
        case text, json
    }

    static let configuration = CommandConfiguration(
        commandName: "lint", abstract: "Check a Dockerfile: errors, Docker's build checks, and more good advice.",
        discussion: """
            The exit status is 1 where anything is found. A file skips rules with \
            `# check=skip=RULE,RULE` in its first lines. The same comment above an instruction, or \
            `# hadolint ignore=RULE,RULE`, skips them for that instruction only.
            """)

    @Option(help: "How to print: text or json.")
    var format = Format.text

    @Flag(help: "Run experimental rules too.")
    var experimental = false

    @Option(name: .customLong("build-arg"), help: "A build argument, NAME=VALUE, as the build would be given it.")
    var buildArguments: [String] = []

    @Argument(help: "The Dockerfile; - is standard input.", completion: .file())
    var file = "Dockerfile"

    func run() throws {
        let source = try SourceFile(file)
        let linter = Linter(
            context: try source.lintContext(buildArguments: buildArguments, includesExperimental: experimental))
        switch format {
        case .json: print(PrintableText(json: linter.json(on: source.dockerfile, file: source.name)), terminator: "")
        case .text: print(PrintableText(lines: linter.text(on: source.dockerfile, file: source.name)), terminator: "")
        }
        guard linter.reports(on: source.dockerfile).isEmpty else { throw ExitCode.failure }
        if format == .text { print("\(source.name): nothing to say.") }
    }
}
