import Foundation
import Testing

/// Debian's busybox: one static program with a shell in it, of which tests make images without a base.
enum Busybox {
    static let path = "/bin/busybox"

    static var isThere: Bool { FileManager.default.isExecutableFile(atPath: path) }

    /// Puts it into a project's build context, as `busybox`.
    static func copy(into project: Project) throws {
        try FileManager.default.copyItem(atPath: path, toPath: project.folder.appending(path: "busybox").path)
    }
}

extension Trait where Self == ConditionTrait {
    /// For suites that run the real program on images with busybox in them.
    static var needsBusybox: Self {
        .enabled(if: Program.isBuilt && Busybox.isThere, "needs ./slipway test and busybox-static")
    }
}

extension Project {
    /// A project with busybox beside its Dockerfile, and the program with a store of its own, which is no part of the
    /// build context. Nothing is built yet.
    static func withBusybox(named name: String, _ dockerfile: String) throws -> (Project, Program) {
        let project = try Project(named: name)
        try Busybox.copy(into: project)
        try project.write("Dockerfile", dockerfile)
        try project.write(".dockerignore", "home\n")
        var program = Program(folder: project.folder)
        program.home = project.folder.appending(path: "home").path
        return (project, program)
    }
}
