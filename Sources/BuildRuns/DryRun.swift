internal import Builder
public import CommandLines
internal import Commands
internal import Forecast
internal import ImageFormat
internal import Printing
public import Surroundings

/// `slipway build --dry-run`: what a build would do, and nothing built.
public struct DryRun {
    private let options: BuildOptions

    /// Of a build with these options.
    public init(_ options: BuildOptions) { self.options = options }

    /// Says it. Whatever the forecast is, the command has done what it was asked to.
    public func run(in surroundings: Surroundings) throws {
        let store = try BuildStore.open(in: surroundings)
        let arguments = try BuildArguments(options, store: store, in: surroundings)
        defer { withExtendedLifetime(arguments) {} }
        let request = try arguments.request()
        guard let forecast = Forecaster(store: store, checkout: surroundings.checkout).forecast(request) else { return }
        let title = request.tags.first?.familiar ?? "an image without a name"
        try ReportFormat(options.format).show(ForecastReport(forecast, title: title).text, json: forecast.json)
    }
}
