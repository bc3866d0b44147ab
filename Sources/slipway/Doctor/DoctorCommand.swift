import ArgumentParser
import Doctor
import Glibc
import ImageFormat
import Printing
import Processes
import Surroundings

/// `slipway doctor`: what this machine has, what is limited here, and what mends it; with a container's name, why that
/// ended, or does not answer.
struct DoctorCommand: SurroundedCommand {
    static let configuration = CommandConfiguration(
        commandName: "doctor",
        abstract: "Say what of this machine, or what of a container, is wrong, and what mends it.",
        discussion: "It ends with status 1 where nothing can be built or the lab cannot open.")

    enum Format: String, ExpressibleByArgument, CaseIterable {
        case text, json
    }

    @Flag(help: "Mend what needs no decision: install Debian packages that are missing, give this user IDs.")
    var fix = false

    @Flag(help: "Try whether a registry answers, too.")
    var network = false

    @Option(help: "text or json.")
    var format = Format.text

    @Argument(help: "A container, by name or ID: why it ended, or does not answer. Otherwise this machine.")
    var container: String?

    func run(in surroundings: Surroundings) throws {
        if let container { return try ContainerDoctor.tell(of: container, in: surroundings) }
        let probe = MachineProbe(surroundings: surroundings, asksNetwork: network)
        var facts = probe.facts()
        if fix {
            let cures = Diagnosis.findings(of: facts).compactMap(\.cure).filter(\.needsNoDecision)
            for cure in cures { try perform(cure, asRoot: facts.user.isRoot) }
            if !cures.isEmpty { facts = probe.facts() }
        }
        let findings = Diagnosis.findings(of: facts)
        switch format {
        case .text:
            for line in DoctorReport(findings, isRoot: facts.user.isRoot).lines { print("\(line)") }
        case .json: print("\(String(decoding: Self.json(findings, facts).encoded(), as: UTF8.self))")
        }
        guard Diagnosis.isUsable(findings) else { throw ExitCode.failure }
    }

    /// Shows the command and performs it, with its output on standard error.
    private func perform(_ cure: Cure, asRoot isRoot: Bool) throws {
        guard let command = cure.command else { return }
        Complaint.note("\(cure.text(asRoot: isRoot))")
        var words = command.split(separator: " ").map(String.init)
        if words[0] == "apt-get" { words = ["env", "DEBIAN_FRONTEND=noninteractive"] + words }
        if !isRoot { words = ["sudo"] + words }
        var program = Program(words)
        program.input = .descriptor(STDIN_FILENO)
        program.output = .descriptor(STDERR_FILENO)
        program.errors = .descriptor(STDERR_FILENO)
        // It may ask for a password, and Ctrl-C is for it as well.
        program.leadsGroup = false
        let status: ExitStatus
        do { status = try program.start().wait() } catch { throw CommandFailure("\(error)") }
        guard status.isSuccess else {
            throw CommandFailure("this failed: \(words.joined(separator: " ")). What it said stands above.")
        }
    }

    private static func json(_ findings: [MachineFinding], _ facts: MachineFacts) -> JSON {
        .object([
            "usable": .bool(Diagnosis.isUsable(findings)),
            "findings": .array(
                findings.map { finding in
                    .object([
                        "id": .string(finding.id), "title": .string(finding.title),
                        "state": .string(finding.state.rawValue), "found": .string(finding.found),
                        "limit": finding.limit.map(JSON.string),
                        "cure": finding.cure.map { .string($0.text(asRoot: facts.user.isRoot)) },
                        "needsNoDecision": finding.cure.map { .bool($0.needsNoDecision) },
                    ])
                }),
        ])
    }
}
