import Foundation

/// A folder for one test that goes with the value.
public final class ScratchFolder: Sendable {
    /// Absolute, and without links on the way.
    public let path: String

    public init() throws {
        let name = "slipway-test-\(getpid())-\(UInt64.random(in: 0...UInt64.max))"
        path = FileManager.default.temporaryDirectory.resolvingSymlinksInPath().appending(path: name).path
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }

    /// The path of a name in it.
    public func callAsFunction(_ name: String) -> String { path + "/" + name }

    /// Writes a file, and makes the folders above it, without the code that is tested.
    @discardableResult
    public func put(_ text: String, at name: String, mode: Int? = nil) throws -> String {
        let url = URL(fileURLWithPath: self(name))
        try FileManager.default.createDirectory(at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
        try Data(text.utf8).write(to: url)
        if let mode { try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: url.path) }
        return url.path
    }

    /// Makes a folder.
    public func makeFolder(_ name: String) throws {
        try FileManager.default.createDirectory(atPath: self(name), withIntermediateDirectories: true)
    }

    /// Reads a file without the code that is tested.
    public func text(_ name: String) throws -> String { try String(contentsOfFile: self(name), encoding: .utf8) }

    /// The names in it, in order.
    public var names: [String] { get throws { try FileManager.default.contentsOfDirectory(atPath: path).sorted() } }
}
