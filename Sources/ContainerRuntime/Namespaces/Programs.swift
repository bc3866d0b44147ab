internal import Glibc

/// Where programs of the host are.
enum Programs {
    /// Debian's and the administrator's folders after those of PATH: an ordinary user's PATH lacks sbin.
    static func path(of name: String) -> String? {
        let path = getenv("PATH").map { String(cString: $0) } ?? ""
        let folders = path.split(separator: ":").map(String.init).filter { $0.hasPrefix("/") } + standard
        return folders.lazy.map { "\($0)/\(name)" }.first { access($0, X_OK) == 0 }
    }

    private static let standard = ["/usr/bin", "/usr/sbin", "/bin", "/sbin", "/usr/local/bin", "/usr/local/sbin"]
}

/// A small text file, read whole.
enum TextFile {
    /// Nil where it cannot be read; at most 1 MiB.
    static func read(_ path: String) -> String? {
        let file = open(path, O_RDONLY | O_CLOEXEC)
        guard file >= 0 else { return nil }
        defer { close(file) }
        return read(file)
    }

    static func read(_ file: Int32) -> String? {
        var content: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 16_384)
        while content.count < 1 << 20 {
            let count = Glibc.read(file, &buffer, buffer.count)
            if count < 0, errno == EINTR { continue }
            guard count >= 0 else { return nil }
            if count == 0 { break }
            content += buffer[..<count]
        }
        return String(decoding: content, as: UTF8.self)
    }

    /// Writes a file with its final mode; it must not be there yet, or is replaced.
    static func write(_ path: String, _ content: [UInt8], mode: mode_t = 0o644) throws(RuntimeError) {
        let file = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, mode)
        guard file >= 0 else { throw .failed("create", path) }
        defer { close(file) }
        var rest = content[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { Glibc.write(file, $0.baseAddress, $0.count) }
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { throw .failed("write", path) }
            rest = rest.dropFirst(count)
        }
    }
}
