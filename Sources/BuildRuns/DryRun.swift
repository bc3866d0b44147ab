internal import Builder
public import CommandLines
internal import Commands
internal import Forecast
internal import ImageFormat
internal import Printing
public import Surroundings

/// The work of `slipway build --dry-run`: prints what a build would do, and builds nothing.
public struct DryRun {
    private let options: BuildOptions

    /// A dry run of the build with these options.
    public init(_ options: BuildOptions) { self.options = options }

    /// Prints the forecast. A forecast of a failing build is not an error of this command.
    public func run(in surroundings: Surroundings) throws {
        let store = try BuildStore.open(in: surroundings)
        let arguments = try BuildArguments(options, store: store, in: surroundings)
        defer { withExtendedLifetime(arguments) {} }
        let request = try arguments.request()
        guard let forecast = Forecaster(store: store, checkout: surroundings.checkout).forecast(request) else { return }
        for sentence in DockerfileCheck.unusedArguments(request) { Complaint.warn("\(sentence)") }
        let title = request.tags.first?.familiar ?? "an image without a name"
        try ReportFormat(options.format).show(ForecastReport(forecast, title: title).text, json: forecast.json)
    }
}
