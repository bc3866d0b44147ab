internal import Glibc
public import ImageFormat
internal import ImageStore

extension LayerStack {
    /// What is at a path of the image; nil where nothing can be seen there.
    public func version(of path: String) -> FileVersion? {
        var status = stat()
        guard let real = file(at: path), lstat(real, &status) == 0 else { return nil }
        return FileVersion(
            mode: status.st_mode & 0o7777, owner: Self.owner(status), size: Int64(status.st_size),
            content: Self.content(real, status))
    }

    /// As the image has it. Without root a store's files belong to the user, who is root inside; other owners are
    /// numbers of the host that say nothing about the image.
    private static func owner(_ status: stat) -> String? {
        if geteuid() == 0 { return "\(status.st_uid):\(status.st_gid)" }
        return status.st_uid == geteuid() && status.st_gid == getegid() ? "0:0" : nil
    }

    private static func content(_ real: String, _ status: stat) -> FileVersion.Content {
        switch status.st_mode & S_IFMT {
        case S_IFDIR: .folder
        case S_IFLNK: .link(to: String(decoding: target(ofLink: real), as: UTF8.self))
        case S_IFREG: beginning(of: real, size: status.st_size)
        default: .special
        }
    }

    /// As much of a regular file as is shown.
    private static func beginning(of real: String, size: off_t) -> FileVersion.Content {
        let file = open(real, O_RDONLY | O_CLOEXEC | O_NOFOLLOW)
        guard file >= 0 else { return .unreadable(String(cString: strerror(errno))) }
        defer { close(file) }
        var bytes = [UInt8](repeating: 0, count: min(FileVersion.byteLimit, max(0, size)))
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
        return FileVersion.Content(Array(bytes[..<count]), size: Int64(size))
    }
}
