import Glibc
import ImageFormat
import ImageStore
import LabModel

/// Reads one file of an image for the learner, as it is and as it was.
enum LayerFileReader {
    static func read(_ path: String, _ place: LayerFilePlace) -> Answer<LayerFile> {
        do {
            guard let store = try StoreReader.openStore() else { return .failed("there is no image store yet") }
            switch place {
            case .layer(let name, let row):
                let image = try store.resolve(name)
                let layers = try store.layers(of: image)
                let index = Self.layer(of: row, in: image.config.history)
                guard layers.indices.contains(index) else { return .failed("the image has no such layer any more") }
                return .known(
                    LayerFile(
                        path: path, before: version(path, in: LayerStack(layers: layers[..<index])),
                        after: version(path, in: LayerStack(layers: layers[index...index]))))
            case .images(let left, let right):
                let lefts = try store.layers(of: store.resolve(left))
                let rights = try store.layers(of: store.resolve(right))
                return .known(
                    LayerFile(
                        path: path, before: version(path, in: LayerStack(layers: lefts[...])),
                        after: version(path, in: LayerStack(layers: rights[...]))))
            }
        } catch {
            return .failed("\(error)")
        }
    }

    /// The layer that belongs to a row: instructions without a layer have rows too.
    private static func layer(of row: Int, in history: [HistoryEntry]) -> Int {
        row - history.prefix(row).count { $0.isEmptyLayer }
    }

    private static func version(_ path: String, in stack: LayerStack) -> LayerFile.Version? {
        var status = stat()
        guard let real = stack.file(at: path), lstat(real, &status) == 0 else { return nil }
        return LayerFile.Version(
            mode: status.st_mode & 0o7777, owner: owner(status), size: Int64(status.st_size),
            content: content(real, status))
    }

    /// As the image has it. Without root a store's files belong to the user, who is root inside; other owners are
    /// numbers of the host that say nothing about the image.
    private static func owner(_ status: stat) -> String? {
        if geteuid() == 0 { return "\(status.st_uid):\(status.st_gid)" }
        return status.st_uid == geteuid() && status.st_gid == getegid() ? "0:0" : nil
    }

    private static func content(_ real: String, _ status: stat) -> LayerFile.Content {
        switch status.st_mode & S_IFMT {
        case S_IFDIR: return .folder
        case S_IFLNK: return .link(to: String(decoding: LayerStack.target(ofLink: real), as: UTF8.self))
        case S_IFREG:
            let file = open(real, O_RDONLY | O_CLOEXEC | O_NOFOLLOW)
            guard file >= 0 else { return .unreadable(String(cString: strerror(errno))) }
            defer { close(file) }
            var bytes = [UInt8](repeating: 0, count: min(LayerFile.byteLimit, max(0, status.st_size)))
            var count = 0
            while count < bytes.count {
                let more = bytes.withUnsafeMutableBytes { buffer in
                    let rest = UnsafeMutableRawBufferPointer(rebasing: buffer[count...])
                    return Glibc.read(file, rest.baseAddress, rest.count)
                }
                if more < 0, errno == EINTR { continue }
                guard more >= 0 else { return .unreadable(String(cString: strerror(errno))) }
                if more == 0 { break }
                count += more
            }
            return LayerFile.Content(Array(bytes[..<count]), size: Int64(status.st_size))
        default: return .special
        }
    }
}
