import Builder
import ImageFormat
import ImageStore
import Printing
import SystemPackage

extension NearestImage {
    /// On standard error, behind the message that there is no such image.
    static func tell(_ error: StoreError, _ path: FilePath) {
        guard case .noSuchImage(let name) = error, let near = inStore(name, path) else { return }
        StandardStream.error.write("Did you mean \(near)?\n")
    }

    /// The image of the store whose name is near to one that is not there.
    static func inStore(_ name: String, _ path: FilePath) -> String? {
        guard let store = try? Store.open(at: path),
            let names = try? store.images().flatMap({ $0.references.map(\.familiar) })
        else { return nil }
        return nearest(to: name, among: names)
    }
}
