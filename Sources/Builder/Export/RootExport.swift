internal import ContainerRuntime
internal import Glibc
public import ImageStore
internal import Processes

/// Takes the files of an image out of the store: `--output type=local` and `type=tar`.
public struct RootExport {
    private let image: StoredImage
    private let store: Store

    public init(_ image: StoredImage, from store: Store) {
        self.image = image
        self.store = store
    }

    /// Copies everything into a folder, made where it is missing. Files belong to the caller, as with Docker.
    public func copy(to folder: String) throws(ExportError) {
        try perform(["cp", "-R", "-d", "--preserve=mode,timestamps,links", "--no-target-directory"], output: nil) {
            root in
            [root, folder]
        }
    }

    /// Writes everything as one tar to an open file, with the owners of the image.
    public func writeTar(to file: Int32) throws(ExportError) {
        try perform(
            ["tar", "--numeric-owner", "--sort=name", "--format=pax", "--pax-option=delete=atime,delete=ctime"],
            output: file
        ) { root in
            ["-C", root, "-cf", "-", "."]
        }
    }

    private func perform(
        _ command: [String], output: Int32?, _ places: (_ root: String) -> [String]
    ) throws(ExportError) {
        do {
            guard let program = ProgramPaths.find(command[0]) else {
                throw ExportError.failed("`\(command[0])` is missing")
            }
            let root = try ForeignRoot(store.layers(of: image), store: store)
            var lastLine = ""
            let words = [program] + command.dropFirst() + places(root.tree.path)
            let outcome = try HostCommand.run(words, output: output, cancellation: Cancellation()) {
                lastLine = $0
            }
            guard outcome == .ended(.exited(0)) else { throw ExportError.failed(lastLine) }
        } catch let error as ExportError {
            throw error
        } catch let error as StepError {
            throw .failed(error.words)
        } catch let error as StoreError {
            throw .failed("\(error)")
        } catch {
            throw .failed("\(error)")
        }
    }
}

/// Why files could not be taken out of the store.
public enum ExportError: Error, Equatable {
    /// In words.
    case failed(String)
}
