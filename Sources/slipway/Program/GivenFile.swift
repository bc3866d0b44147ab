import Files

/// Standard input, to its end.
enum StandardInput {
    static func read() throws -> [UInt8] {
        do { return try WholeFile.rest(of: 0, path: "standard input", limit: GivenFile.limit) } catch {
            throw CommandFailure("standard input cannot be read: \(error.reason).")
        }
    }
}

/// A file that the command line names.
enum GivenFile {
    /// Bytes: recordings are the largest.
    static let limit = 1 << 30

    static func read(_ path: String) throws -> [UInt8] {
        do { return try WholeFile.readArgument(path, limit: limit) } catch { throw CommandFailure("\(error).") }
    }

    static func write(_ text: String, to path: String) throws {
        do { try WholeFile.write(Array(text.utf8), into: path) } catch { throw CommandFailure("\(error).") }
    }
}
