internal import Files

/// Reads standard input to its end.
public enum StandardInput {
    /// All bytes of standard input; throws `CommandFailure` where it cannot be read.
    public static func read() throws -> [UInt8] {
        do { return try WholeFile.rest(of: 0, path: "standard input", limit: GivenFile.limit) } catch {
            throw CommandFailure("standard input cannot be read: \(error.reason).")
        }
    }
}

/// Reads and writes files that the command line names.
public enum GivenFile {
    /// The most bytes of a file that are read. Recordings are the largest files.
    static let limit = 1 << 30

    /// All bytes of a file; throws `CommandFailure` where it cannot be read.
    public static func read(_ path: String) throws -> [UInt8] {
        do { return try WholeFile.readArgument(path, limit: limit) } catch { throw CommandFailure("\(error).") }
    }

    /// Replaces the content of a file; throws `CommandFailure` where it cannot be written.
    public static func write(_ text: String, to path: String) throws {
        do { try WholeFile.write(Array(text.utf8), into: path) } catch { throw CommandFailure("\(error).") }
    }
}
