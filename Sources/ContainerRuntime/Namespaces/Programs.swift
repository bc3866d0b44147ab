internal import SystemPackage
internal import Files
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

/// A small text file of the host or of a container, read whole.
enum TextFile {
    /// More than any of these files has; a larger one counts as one that cannot be read.
    private static let limit = 1 << 20

    /// Nil where it cannot be read.
    static func read(_ path: String) -> String? {
        (try? WholeFile.read(path, limit: limit)).map { String(decoding: $0, as: UTF8.self) }
    }

    static func read(_ file: Int32) -> String? {
        (try? WholeFile.rest(of: file, path: "", limit: limit)).map { String(decoding: $0, as: UTF8.self) }
    }

    /// Writes a file with its final mode; it must not be there yet, or is replaced.
    static func write(_ path: String, _ content: [UInt8], mode: mode_t = 0o644) throws(RuntimeError) {
        do throws(FileError) { try WholeFile.write(content, into: path, mode: mode) } catch {
            guard case .system(_, _, let code) = error else { throw .system(operation: "write \(path)", .ioError) }
            throw .system(operation: "write \(path)", code)
        }
    }
}
