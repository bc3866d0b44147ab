internal import Glibc
internal import ImageFormat
internal import ImageStore
internal import SystemPackage

/// Fetches an image from its registry into the store.
struct BasePull {
    let reference: Reference
    let services: BuildServices

    func image(progress: @escaping (BaseActivity) -> Void) throws(StepError) -> StoredImage {
        guard let child = NetworkChild.find() else { throw failure("the program slipway-registry is not there") }
        guard services.request.mayFetch, HostNetwork.hasRoute else { throw failure("there is no network") }
        let folder: PullFolder
        let known: FilePath
        do throws(StoreError) {
            folder = try services.store.pullFolder(for: reference)
            // Nothing is pruned meanwhile, because the build uses the store.
            known = try folder.listKnownLayers()
        } catch {
            throw .store(error)
        }
        let digest = try fetch(with: child, into: folder.path.string, besides: known.string, progress)
        // Files of layers belong to many users, whose IDs exist only in the user namespace.
        try Isolation.enter()
        do {
            _ = try services.store.load(layout: folder.path, as: [reference], fetchedAs: digest)
            try folder.remove()
            guard let image = try services.store.image(reference) else { throw failure("it is not what its name says") }
            return image
        } catch let error as StoreError {
            throw .store(error)
        } catch let error as StepError {
            throw error
        } catch {
            throw failure("\(error)")
        }
    }

    /// - Parameter known: a list of the layers that need not be fetched.
    /// - Returns: what the registry has the image under.
    private func fetch(
        with child: NetworkChild, into folder: String, besides known: String, _ progress: (BaseActivity) -> Void
    ) throws(StepError) -> Digest? {
        var activity = BaseActivity("pulling \(reference.familiar)", unit: "bytes")
        var blobs: [String: Int64] = [:]
        var digest: Digest?
        progress(activity)
        let platform = services.request.platform.description
        do throws(NetworkChild.Failure) {
            try child.run(
                ["pull", reference.description, "--into", folder, "--platform", platform, "--known", known],
                cancellation: services.cancellation
            ) { event in
                switch event["event"]?.string {
                case "resolved": activity.total = event["bytes"]?.integer
                case "blob": blobs[event["digest"]?.string ?? ""] = event["completed"]?.integer
                case "finished": digest = event["digest"]?.string.flatMap { Digest($0) }
                default: return
                }
                activity.completed = blobs.values.reduce(0, +)
                progress(activity)
            }
        } catch {
            switch error {
            case .cancelled: throw .cancelled
            case .failed(let reason): throw failure(reason)
            }
        }
        return digest
    }

    private func failure(_ reason: String) -> StepError { .base(.pull(reference.familiar, reason: reason)) }
}

/// The work on a base image, and how far it is.
struct BaseActivity {
    var words: String
    var completed: Int64 = 0
    var total: Int64?
    var unit: String

    init(_ words: String, unit: String = "packages") {
        self.words = words
        self.unit = unit
    }
}
