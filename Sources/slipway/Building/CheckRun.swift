import BuildPlan
import Builder
import Printing

/// `slipway build --check`: what is wrong with the Dockerfile, and nothing built.
struct CheckRun {
    private let request: BuildRequest

    init(_ request: BuildRequest) { self.request = request }

    /// Whether nothing was found.
    func run() -> Bool {
        let report = DockerfileCheck.report(request)
        print(report.isClean ? "Check complete, no warnings found." : PrintableText(lines: report.text))
        return report.isClean
    }
}
