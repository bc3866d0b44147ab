import ArgumentParser
import Containers
import Doctor
import ImageFormat
import Machine
import Printing
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
            for cure in cures { try CurePerformance(asRoot: facts.user.isRoot).perform(cure) }
            if !cures.isEmpty { facts = probe.facts() }
        }
        let findings = Diagnosis.findings(of: facts)
        switch format {
        case .text:
            for line in DoctorReport(findings, isRoot: facts.user.isRoot).lines { print("\(line)") }
        case .json:
            print(
                "\(String(decoding: MachineReport.json(findings, asRoot: facts.user.isRoot).encoded(), as: UTF8.self))")
        }
        guard Diagnosis.isUsable(findings) else { throw ExitCode.failure }
    }
}
