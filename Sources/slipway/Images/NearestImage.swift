import ImageFormat
import ImageStore
import Matching
import Printing
import SystemPackage

/// Names the image that was meant, where one of the store is close.
enum NearestImage {
    /// On standard error, behind the message that there is no such image.
    static func tell(_ error: StoreError, _ path: FilePath) {
        guard case .noSuchImage(let name) = error, let store = try? Store.open(at: path),
            let names = try? store.images().flatMap({ $0.references.map(\.familiar) }),
            let near = nearest(to: name, among: names)
        else { return }
        StandardStream.error.write("Did you mean \(near)?\n")
    }

    /// A tag that is missing or another one is near too: `app:v2` is the only `app` that there is.
    static func nearest(to name: String, among names: [String]) -> String? {
        if let near = Spelling.nearest(to: name, among: names) { return near }
        let repository = name.prefix { $0 != ":" }
        return names.first { $0.prefix { $0 != ":" } == repository }
            ?? names.first { Spelling.nearest(to: String(repository), among: [String($0.prefix { $0 != ":" })]) != nil }
    }
}
