internal import Matching
public import ContainerRuntime
internal import ImageFormat
public import ImageStore
internal import Printing
public import SystemPackage

/// The image of the store that was meant, where a name is near to it.
public enum MeantImage {
    /// Suggests the image on standard error, after the message that the named one does not exist.
    public static func tell(_ error: StoreError, _ path: FilePath) {
        guard case .noSuchImage(let name) = error, let near = inStore(name, path) else { return }
        tell(near)
    }

    /// Suggests the image on standard error, unless what has been said of the missing one suggests one already.
    public static func tell(insteadOf name: String, _ path: FilePath, after said: String?) {
        guard let near = unsaid(insteadOf: name, path, after: said) else { return }
        tell(near)
    }

    /// The image that is near to a name; nil where what has been said suggests one.
    static func unsaid(insteadOf name: String, _ path: FilePath, after said: String?) -> String? {
        if let said, said.contains("id you mean") { return nil }
        return inStore(name, path)
    }

    private static func tell(_ near: String) { StandardStream.error.write("Did you mean \(near)?\n") }

    /// The image of the store whose name is near to one that is not there.
    public static func inStore(_ name: String, _ path: FilePath) -> String? {
        guard let store = try? Store.open(at: path),
            let names = try? store.images().flatMap({ $0.references.map(\.familiar) })
        else { return nil }
        return NearestImage.nearest(to: name, among: names)
    }

    /// The container or the image whose name is near to one that is neither's.
    public static func near(to name: String, _ store: Store, _ containers: ContainerList) -> String? {
        let images = (try? store.images().flatMap { $0.references.map(\.familiar) }) ?? []
        return NearestImage.nearest(to: name, among: containers.all().map(\.record.name) + images)
    }
}

/// The error for a name that neither a container nor an image has, in docker's words.
public struct NoSuchObject: Error {
    let name: String
    /// What has a name near to it.
    let meant: String?

    /// - Parameters:
    ///   - name: the name as it was typed.
    ///   - meant: a name of the store that is near to it; nil where none is.
    public init(name: String, meant: String?) {
        self.name = name
        self.meant = meant
    }

    var words: PrintableText {
        meant.map { "No such object: \(name)\nDid you mean \($0)?" } ?? "No such object: \(name)"
    }
}
