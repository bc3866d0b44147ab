internal import Files
internal import Glibc
public import ImageStore
internal import SystemPackage

/// Takes the files of an image out of the store: `--output type=local` and `type=tar`.
public struct RootExport {
    private let image: StoredImage
    private let store: Store

    public init(_ image: StoredImage, from store: Store) {
        self.image = image
        self.store = store
    }

    /// Copies everything into a folder, made where it is missing. Files belong to the caller, as with Docker; a file
    /// that is there is replaced, and no link that is there leads out of the folder.
    public func copy(to folder: String) throws(ExportError) {
        do throws(FileError) { try Folder.make(folder) } catch { throw .failed(error.reason) }
        let root = try root()
        let all: [SourceSelection]
        do throws(TreeError) { all = try SourceSelection.select("/", in: root.tree, excludes: { _ in false }) } catch {
            throw .failed(StepError.tree(error).words)
        }
        try write(all, of: root.tree, to: folder)
    }

    private func write(_ all: [SourceSelection], of tree: FileTree, to folder: String) throws(ExportError) {
        do throws(WriteError) {
            let copier = FileCopier(
                tree: tree, writer: try RootWriter(at: folder), owner: Owner(uid: geteuid(), gid: getegid()),
                keepsOwners: false, mode: nil)
            _ = try copier.copy(all, to: "/", keepsParents: false)
        } catch {
            throw .failed(error.exportWords)
        }
    }

    /// Writes everything as one tar to an open file, with the owners of the image.
    public func writeTar(to file: Int32) throws(ExportError) {
        let root = try root()
        do throws(StoreError) { try Store.writeTar(of: FilePath(root.tree.path), to: file) } catch {
            throw .failed("\(error)")
        }
    }

    /// What all layers show together, for as long as the value lives.
    private func root() throws(ExportError) -> ForeignRoot {
        let layers: [Layer]
        do throws(StoreError) { layers = try store.layers(of: image) } catch {
            throw .failed("\(error)")
        }
        do throws(StepError) { return try ForeignRoot(layers, store: store) } catch { throw .failed(error.words) }
    }
}

extension WriteError {
    /// What went wrong outside of an image.
    fileprivate var exportWords: String {
        switch self {
        case .system(let path, let code): "`\(path)`: \(ErrnoWords.reason(code))"
        case .inTheWay, .changed, .unreadable, .archive, .file: message
        }
    }
}
