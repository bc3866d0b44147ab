internal import Builder
public import CommandLines
public import Forecast
internal import ImageStore
public import Surroundings
internal import Synchronization
internal import SystemPackage

/// What builds of a learner's folder would do, about the texts that an editor holds. Nothing is built, and nothing is
/// written: whoever asks needs nothing else of the builder.
public final class WorkspaceForecasts: Sendable {
    private let place: Workplace
    /// Made at the first question, for as long as its store can be opened: it keeps digests of what it has read.
    private let forecaster = Mutex<Forecaster?>(nil)

    /// Of a folder, with the store that its builds use.
    public init(of place: Workplace) { self.place = place }

    /// What a build with these options would do.
    ///
    /// - Parameters:
    ///   - unsaved: texts that are not on the disk, by their path in the folder.
    ///   - isStale: whether nobody waits for the answer any more; asked while it is made.
    /// - Returns: nil for a command line that the build will refuse, and where nobody waits any more.
    public func forecast(
        _ options: BuildOptions, unsaved: [String: [UInt8]], isStale: () -> Bool
    ) -> BuildForecast? {
        guard let request = request(options), let forecaster = opened() else { return nil }
        return forecaster.forecast(request, unsaved: unsaved, isStale: isStale)
    }

    private func opened() -> Forecaster? {
        forecaster.withLock { known in
            if let known { return known }
            guard let store = try? Store.open(at: FilePath(place.home)) else { return nil }
            known = Forecaster(store: store, checkout: place.surroundings.checkout)
            return known
        }
    }

    /// The build of the learner's folder; nil for one of another.
    func request(_ options: BuildOptions) -> BuildRequest? {
        guard options.path == "." else { return nil }
        let name = options.file ?? "Dockerfile"
        var request = BuildRequest(
            dockerfile: .file(path: place.workspace + "/" + name, shown: name), context: place.workspace,
            shownContext: ".", target: options.target, ignoresCache: options.noCache,
            uncachedStages: Set(options.noCacheFilter),
            hasNetwork: options.network != "none" && !place.surroundings.isOffline)
        request.mayFetch = !place.surroundings.isOffline
        request.sourceDate = place.surroundings.variables["SOURCE_DATE_EPOCH"].flatMap { Int64($0) }
        return request
    }
}
