import Builder
import CommandLines
import Forecast
import ImageFormat
import Printing
import Surroundings

/// `slipway build --dry-run`: what a build would do, and nothing built.
struct DryRun {
    private let options: BuildOptions

    init(_ options: BuildOptions) { self.options = options }

    /// Says it. Whatever the forecast is, the command has done what it was asked to.
    func run(in surroundings: Surroundings) throws {
        let store = try BuildStore.open(in: surroundings)
        let arguments = try BuildArguments(options, store: store, in: surroundings)
        defer { withExtendedLifetime(arguments) {} }
        let request = try arguments.request()
        guard let forecast = Forecaster(store: store, checkout: surroundings.checkout).forecast(request) else { return }
        if options.format == "json" {
            print(PrintableText(json: forecast.json.pretty()), terminator: "")
        } else {
            let title = request.tags.first?.familiar ?? "an image without a name"
            print(ForecastReport(forecast, title: title).text, terminator: "")
        }
    }
}
