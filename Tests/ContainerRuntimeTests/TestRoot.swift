import ContainerRuntime
import Foundation
import SystemPackage

/// A folder with what an overlay mount needs: layers, an upper and a work directory. The lowest layer has busybox.
final class TestRoot {
    let folder: URL

    init(layers: Int = 1) throws {
        folder = FileManager.default.temporaryDirectory.appending(path: "slipway-\(UUID().uuidString)")
        for name in ["upper", "work"] + (0..<layers).map({ "l\($0)" }) {
            try FileManager.default.createDirectory(
                at: folder.appending(path: name), withIntermediateDirectories: true)
        }
        let bin = folder.appending(path: "l0/bin")
        try FileManager.default.createDirectory(at: bin, withIntermediateDirectories: true)
        let busybox = ["/bin/busybox", "/usr/bin/busybox"].first { FileManager.default.fileExists(atPath: $0) } ?? ""
        try FileManager.default.copyItem(atPath: busybox, toPath: bin.path + "/busybox")
        for applet in ["sh", "true", "cat", "id", "sleep", "ls", "touch", "mkdir", "kill", "nc", "wget", "hostname"] {
            try FileManager.default.createSymbolicLink(
                atPath: bin.path + "/" + applet, withDestinationPath: "busybox")
        }
    }

    func write(_ text: String, to path: String) throws {
        let file = folder.appending(path: path)
        try FileManager.default.createDirectory(at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
        try Data(text.utf8).write(to: file)
    }

    func mount(_ namespaces: Namespaces, layers: Int = 1, mounts: [Mount] = []) throws -> OverlayMount {
        try OverlayMount(
            lower: (0..<layers).map { "l\($0)" }, in: FilePath(folder.path), upper: "upper", work: "work",
            mounts: mounts, namespaces: namespaces)
    }

    /// Everything that the upper directory has come to hold.
    var changes: [String] {
        get throws { try FileManager.default.subpathsOfDirectory(atPath: folder.path + "/upper").sorted() }
    }

    deinit { try? FileManager.default.removeItem(at: folder) }
}

/// What a run came to.
struct Outcome: Sendable, Equatable {
    var status: Int32
    var output: String
    var errors: String
    var changes: [String]
}

/// Runs a shell command in a fresh root file system, in namespaces of a thread of its own.
func run(
    _ script: String, mounts: [Mount] = [], network: ContainerSpec.Network = .host, user: UserIdentity = .root,
    layers: Int = 1, prepare: @escaping @Sendable (TestRoot) throws -> Void = { _ in }
) throws -> Outcome {
    try onThread {
        let root = try TestRoot(layers: layers)
        try prepare(root)
        let namespaces = try Namespaces.enter()
        let overlay = try root.mount(namespaces, layers: layers, mounts: mounts)
        let process = ProcessSpec(arguments: ["/bin/sh", "-c", script], environment: ["PATH=/bin"], user: user)
        let spec = ContainerSpec(process: process, root: overlay.path, mounts: mounts, network: network)
        var output = ""
        var errors = ""
        let status = try Runtime(namespaces: namespaces).run(spec) { stream, bytes in
            let text = String(decoding: bytes, as: UTF8.self)
            if stream == .stdout { output += text } else { errors += text }
        }
        try overlay.unmount()
        return Outcome(status: status, output: output, errors: errors, changes: try root.changes)
    }
}
