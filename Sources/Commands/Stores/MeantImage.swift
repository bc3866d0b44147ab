internal import Matching
public import ContainerRuntime
internal import ImageFormat
public import ImageStore
internal import Printing
public import SystemPackage

/// Suggests an image of the store whose name is similar to a mistyped one.
public enum MeantImage {
    /// Prints the suggestion on standard error, after the message that the named image does not exist.
    public static func tell(_ error: StoreError, _ path: FilePath) {
        guard case .noSuchImage(let name) = error, let near = inStore(name, path) else { return }
        tell(near)
    }

    /// Prints the suggestion on standard error, unless the message about the missing image already contains one.
    public static func tell(insteadOf name: String, _ path: FilePath, after said: String?) {
        guard let near = unsaid(insteadOf: name, path, after: said) else { return }
        tell(near)
    }

    /// The image to suggest for a name; nil where the message already contains a suggestion.
    static func unsaid(insteadOf name: String, _ path: FilePath, after said: String?) -> String? {
        if let said, said.contains("id you mean") { return nil }
        return inStore(name, path)
    }

    private static func tell(_ near: String) { StandardStream.error.write("Did you mean \(near)?\n") }

    /// The image of the store whose name is most similar to a missing one; nil where none is similar.
    public static func inStore(_ name: String, _ path: FilePath) -> String? {
        guard let store = try? Store.open(at: path),
            let names = try? store.images().flatMap({ $0.references.map(\.familiar) })
        else { return nil }
        return NearestImage.nearest(to: name, among: names)
    }

    /// The container or image whose name is most similar to a missing one; nil where none is similar.
    public static func near(to name: String, _ store: Store, _ containers: ContainerList) -> String? {
        let images = (try? store.images().flatMap { $0.references.map(\.familiar) }) ?? []
        return NearestImage.nearest(to: name, among: containers.all().map(\.record.name) + images)
    }
}

/// The error for a name that belongs to neither a container nor an image, in docker's words.
public struct NoSuchObject: Error {
    let name: String
    /// A similar name that exists; nil where there is none.
    let meant: String?

    /// - Parameters:
    ///   - name: the name as it was typed.
    ///   - meant: a similar name in the store; nil where there is none.
    public init(name: String, meant: String?) {
        self.name = name
        self.meant = meant
    }

    var words: PrintableText {
        meant.map { "No such object: \(name)\nDid you mean \($0)?" } ?? "No such object: \(name)"
    }
}
