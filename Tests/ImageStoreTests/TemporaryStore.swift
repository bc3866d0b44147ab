import Foundation
import ImageFormat
import Synchronization
import SystemPackage

@testable import ImageStore

/// A directory for one test that goes with the value.
final class TemporaryDirectory: Sendable {
    let path: FilePath

    init() throws {
        let name = "slipway-test-\(getpid())-\(UInt64.random(in: 0...UInt64.max))"
        path = FilePath(FileManager.default.temporaryDirectory.path).appending(name)
        try FileManager.default.createDirectory(atPath: path.string, withIntermediateDirectories: true)
    }

    deinit { _ = try? Command.run("rm", "-rf", path.string) }

    func callAsFunction(_ name: String) -> String { path.appending(name).string }
}

/// A store for one test that goes with the value.
final class TemporaryStore: Sendable {
    let directory: TemporaryDirectory
    let store: Store

    init() throws {
        directory = try TemporaryDirectory()
        store = try Store.open(at: directory.path.appending("store"))
    }

    /// A committed and hashed layer that a shell script makes in its diff directory.
    func layer(_ script: String) throws -> Layer {
        let snapshot = try store.beginSnapshot()
        try Command.run("bash", "-ec", "cd '\(snapshot.upper)'\n" + script)
        let layer = try store.commit(snapshot)
        _ = try store.computeDiff(of: layer.id)
        return try store.layer(layer.id)
    }

    /// Takes an archive's bytes for a layer, as a registry would bring them.
    func extract(_ tar: [UInt8], limits: ExtractionLimits = ExtractionLimits()) throws -> Layer {
        let writer = try store.beginBlob()
        try tar.withUnsafeBytes { try writer.write($0) }
        let digest = try writer.finish()
        let blob = Descriptor(mediaType: .layer(.none), digest: digest, size: Int64(tar.count))
        return try store.extractLayer(blob, diffID: digest, limits: limits)
    }
}

/// Runs other programs.
enum Command {
    struct Failure: Error, CustomStringConvertible {
        let command: [String]
        let status: Int32
        let output: String
        var description: String { "\(command) ended with \(status): \(output)" }
    }

    /// The output of a program, standard error with it; throws where it fails.
    @discardableResult
    static func run(_ command: String...) throws -> String { try run(command) }

    @discardableResult
    static func run(_ command: [String]) throws -> String {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = command
        let pipe = Pipe()
        process.standardOutput = pipe
        process.standardError = pipe
        try process.run()
        let data = try pipe.fileHandleForReading.readToEnd() ?? Data()
        process.waitUntilExit()
        let output = String(decoding: data, as: UTF8.self)
        guard process.terminationStatus == 0 else {
            throw Failure(command: command, status: process.terminationStatus, output: output)
        }
        return output
    }

    /// Whether a program is on the PATH.
    static func exists(_ name: String) -> Bool {
        (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":").contains {
            FileManager.default.isExecutableFile(atPath: "\($0)/\(name)")
        }
    }

    static let isRoot = geteuid() == 0
}

/// A sink that keeps the bytes.
struct CollectingSink: TarSink {
    var bytes: [UInt8] = []
    mutating func write(_ piece: UnsafeRawBufferPointer) { bytes.append(contentsOf: piece) }
}

extension Store {
    /// The tar of a layer.
    func tar(of layer: Layer) throws -> [UInt8] {
        var tar = LayerTar(sink: CollectingSink())
        try tar.append(layer: try diffDirectory(of: layer.id))
        return tar.sink.bytes
    }
}

extension Store {
    /// Prunes once nobody holds the lock: a child that another test starts has a copy of it from its fork to its exec.
    func pruneWhenFree(_ scope: PruneScope) throws -> PruneReport {
        for _ in 0..<1000 {
            do throws(StoreError) { return try prune(scope) } catch .busy { usleep(10_000) }
        }
        return try prune(scope)
    }
}
