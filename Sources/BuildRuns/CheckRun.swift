internal import BuildPlan
internal import Builder
internal import Printing

/// The work of `slipway build --check`: reports what is wrong with the Dockerfile, and builds nothing.
struct CheckRun {
    private let request: BuildRequest

    init(_ request: BuildRequest) { self.request = request }

    /// Runs the check and returns whether it passed. Findings of rules that Docker does not have do not fail it.
    func run() -> Bool {
        let report = DockerfileCheck.report(request)
        if report.text.isEmpty, !report.fails {
            Line.print("Check complete, no warnings found.")
        } else {
            Line.print(PrintableText(lines: report.text))
            if !report.fails { Line.print("Check complete: advice only, nothing that Docker's own checks find.") }
        }
        return !report.fails
    }
}
