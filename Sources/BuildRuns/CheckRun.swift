internal import BuildPlan
internal import Builder
internal import Printing

/// `slipway build --check`: what is wrong with the Dockerfile, and nothing built.
struct CheckRun {
    private let request: BuildRequest

    init(_ request: BuildRequest) { self.request = request }

    /// Whether it ends well: with findings of other rules than Docker's it does, as with Docker.
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
