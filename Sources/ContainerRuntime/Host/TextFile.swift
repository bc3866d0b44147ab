internal import SystemPackage
internal import Files
internal import Glibc

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
