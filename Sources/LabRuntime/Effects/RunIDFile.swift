internal import Files
internal import Glibc
internal import LabModel

/// The file in which a container of the lab says that it has its ports.
struct RunIDFile: Sendable {
    let path: String

    /// - Parameter folder: where temporary files are.
    init(_ run: RunID, in folder: String) {
        path = "\(folder)/slipway-\(getpid())-\(run.number)-\(UInt32.random(in: 0...(.max))).cid"
    }

    var isWritten: Bool {
        var status = stat()
        return stat(path, &status) == 0 && status.st_size > 0
    }

    /// The container's ID; nil until it is written.
    var id: String? {
        guard isWritten, let bytes = try? WholeFile.read(path) else { return nil }
        let text = String(decoding: bytes, as: UTF8.self)
        return text.split { $0.isWhitespace }.first.map(String.init)
    }

    func remove() { unlink(path) }
}
