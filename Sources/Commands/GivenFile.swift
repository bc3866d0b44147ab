internal import Files

/// Standard input, to its end.
public enum StandardInput {
    /// All bytes of it.
    public static func read() throws -> [UInt8] {
        do { return try WholeFile.rest(of: 0, path: "standard input", limit: GivenFile.limit) } catch {
            throw CommandFailure("standard input cannot be read: \(error.reason).")
        }
    }
}

/// A file that the command line names.
public enum GivenFile {
    /// Bytes: recordings are the largest.
    static let limit = 1 << 30

    /// All bytes of it.
    public static func read(_ path: String) throws -> [UInt8] {
        do { return try WholeFile.readArgument(path, limit: limit) } catch { throw CommandFailure("\(error).") }
    }

    /// Writes it anew.
    public static func write(_ text: String, to path: String) throws {
        do { try WholeFile.write(Array(text.utf8), into: path) } catch { throw CommandFailure("\(error).") }
    }
}
