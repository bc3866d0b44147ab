import Foundation
import Testing

/// What the real program does, one test after another: they share a store, the lesson's port and the machine.
@Suite(.serialized) enum EndToEnd {}

/// The real program, as a user runs it: `$SLIPWAY_BINARY`, which `./slipway test` sets to what it has just built.
struct Program {
    /// What a finished process left behind.
    struct Outcome {
        var status: Int32
        var output: String
        var errors: String
    }

    /// The checkout that the tests were built from. It is only read: it may hold a learner's work.
    static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()

    /// A checkout of the tests' own, made once in a run: the lessons and the recipes of base images, nothing else.
    static let checkout: Result<URL, any Error> = Result {
        let copy = root.appending(path: ".build/end-to-end/checkout")
        let manager = FileManager.default
        if manager.fileExists(atPath: copy.path) { try manager.removeItem(at: copy) }
        try copyCheckout(to: copy)
        return copy
    }

    /// Copies what the program looks for in a checkout.
    static func copyCheckout(to folder: URL) throws {
        let manager = FileManager.default
        try manager.createDirectory(at: folder.appending(path: "Sandbox"), withIntermediateDirectories: true)
        for name in ["Lessons", "Sandbox/Bases"] {
            try manager.copyItem(at: root.appending(path: name), to: folder.appending(path: name))
        }
    }

    static var binary: String {
        ProcessInfo.processInfo.environment["SLIPWAY_BINARY"] ?? root.appending(path: ".build/launcher/slipway").path
    }

    static var isBuilt: Bool { FileManager.default.isExecutableFile(atPath: binary) }

    /// The store that the tests share, so that the base image is assembled once in a run.
    static let sharedHome = root.appending(path: ".build/end-to-end/home").path

    var home = Program.sharedHome
    var folder: URL
    /// Words ahead of the program: how to become another user, for example.
    var prefix: [String] = []

    func callAsFunction(_ arguments: String...) throws -> Outcome { try run([Self.binary] + arguments) }

    /// Runs any command line in the program's folder and environment, and waits for its end.
    func run(_ words: [String]) throws -> Outcome {
        let process = try start(words, output: Pipe(), errors: Pipe())
        guard let output = process.standardOutput as? Pipe, let errors = process.standardError as? Pipe else {
            throw CocoaError(.featureUnsupported)
        }
        // Read beside each other: a process that fills one pipe must not wait for the other.
        let errorReader = Reader(errors.fileHandleForReading)
        let text = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        process.waitUntilExit()
        return Outcome(status: process.terminationStatus, output: text, errors: errorReader.text())
    }

    /// Starts a command line and returns while it runs.
    func start(_ words: [String], output: Pipe, errors: Pipe) throws -> Process {
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = prefix + words
        process.currentDirectoryURL = folder
        var environment = ProcessInfo.processInfo.environment
        environment["SLIPWAY_HOME"] = home
        environment["SLIPWAY_ROOT"] = try Self.checkout.get().path
        process.environment = environment
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = output
        process.standardError = errors
        try process.run()
        return process
    }
}

/// Waits until something is so.
/// - Throws: what did not come true within the seconds.
func eventually(_ what: String, within seconds: Double = 20, until isTrue: () throws -> Bool) throws {
    struct NeverTrue: Error, CustomStringConvertible { let description: String }
    let end = Date(timeIntervalSinceNow: seconds)
    while try !isTrue() {
        guard Date() < end else { throw NeverTrue(description: "never came true: \(what)") }
        Thread.sleep(forTimeInterval: 0.02)
    }
}

/// Collects what a pipe gives, on a thread of its own.
private final class Reader: Sendable {
    private let box = Box()

    /// Written by the thread before `done` is signalled, read after it.
    private final class Box: @unchecked Sendable {
        var data = Data()
        let done = DispatchSemaphore(value: 0)
    }

    init(_ handle: FileHandle) {
        let box = box
        let thread = Thread {
            box.data = handle.readDataToEndOfFile()
            box.done.signal()
        }
        thread.start()
    }

    func text() -> String {
        box.done.wait()
        return String(decoding: box.data, as: UTF8.self)
    }
}

/// The lesson's project in a folder of its own.
struct Project {
    let folder: URL

    init(named name: String = "project") throws {
        folder = FileManager.default.temporaryDirectory.appending(path: "slipway-\(name)-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    }

    /// With the three files of the lesson's solution.
    static func lesson() throws -> Project {
        let project = try Project(named: "lesson")
        let solution = Program.root.appending(path: "Lessons/06-building-a-custom-image/solution")
        for name in ["app.py", "requirements.txt", "Dockerfile"] {
            try FileManager.default.copyItem(
                at: solution.appending(path: name), to: project.folder.appending(path: name))
        }
        return project
    }

    func write(_ name: String, _ text: String) throws {
        let file = folder.appending(path: name)
        try FileManager.default.createDirectory(
            at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
        try Data(text.utf8).write(to: file)
    }

    func edit(_ name: String, replacing old: String, with new: String) throws {
        let file = folder.appending(path: name)
        let text = String(decoding: try Data(contentsOf: file), as: UTF8.self)
        try write(name, text.replacingOccurrences(of: old, with: new))
    }

    func remove() { try? FileManager.default.removeItem(at: folder) }
}
