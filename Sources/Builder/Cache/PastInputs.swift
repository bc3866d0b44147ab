internal import BuildPlan
internal import CLinux
internal import Glibc
internal import ImageFormat
internal import ImageStore
internal import SystemPackage

/// The inputs of steps of earlier builds: their lists of files, and the files themselves in their layers.
final class PastInputs {
    private let store: Store
    private var records: [String: InputRecord] = [:]

    init(store: Store) { self.store = store }

    func files(ofStep key: String) -> [FileInput]? { record(of: key)?.files }

    /// Nil for a file that is larger than the texts of which a changed line is shown.
    func content(of file: FileInput, inStep key: String) -> [UInt8]? {
        guard file.size <= 1 << 20, let path = record(of: key)?.destination(of: file), let digest = Digest(hex: key),
            let step = try? store.record(digest), let id = step.layers.first, let layer = try? store.layer(id),
            let writer = try? RootWriter(at: layer.path.string), let content = writer.content(TreePath(recorded: path)),
            Digest(of: content) == file.content
        else { return nil }
        return content
    }

    private func record(of key: String) -> InputRecord? {
        if let known = records[key] { return known }
        guard let digest = Digest(hex: key), let stored = try? store.record(InputRecord.key(of: digest)),
            let record = InputRecord(stored)
        else { return nil }
        records[key] = record
        return record
    }
}
