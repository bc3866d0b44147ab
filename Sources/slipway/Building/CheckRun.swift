import BuildPlan
import Builder

/// `slipway build --check`: what is wrong with the Dockerfile, and nothing built.
struct CheckRun {
    private let request: BuildRequest

    init(_ request: BuildRequest) { self.request = request }

    /// Whether nothing was found.
    func run() -> Bool {
        let findings = DockerfileCheck.findings(request)
        for finding in findings { print(finding) }
        print(findings.isEmpty ? "Check complete, no warnings found." : "Check complete, \(findings.count) found.")
        return findings.isEmpty
    }
}
