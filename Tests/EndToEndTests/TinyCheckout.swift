import Foundation

/// A checkout with one small lesson of its own.
struct TinyCheckout {
    let project: Project
    let id: String
    var slipway: Program

    /// - Parameters:
    ///   - instruction: the last line of the lesson's Dockerfile.
    ///   - typed: what a presentation types of the last command.
    init(instruction: String, typed: String? = nil) throws {
        let part = typed.map { "\n    typed: \($0)" } ?? ""
        project = try Project(named: "present")
        id = "01-tiny-" + UUID().uuidString.prefix(8).lowercased()
        slipway = Program(folder: project.folder)
        slipway.prefix = ["env", "SLIPWAY_ROOT=\(project.folder.path)"]
        try project.write("Sandbox/notes", "")
        try FileManager.default.createSymbolicLink(
            at: project.folder.appending(path: "Sandbox/Bases"),
            withDestinationURL: Program.root.appending(path: "Sandbox/Bases"))
        try put(
            "lesson.yaml",
            """
            id: \(id)
            title: A tiny lesson
            summary: Build and tag.
            needs: { images: ["python:3.11-alpine"] }
            workspace: tiny
            image: { reference: "tiny:v1" }
            steps: [01-build, 02-tag]
            """)
        try put("solution/Dockerfile", "FROM python:3.11-alpine\n\(instruction)\n")
        try put(
            "steps/01-build.md",
            """
            ---
            title: Build it
            goal: There is an image.
            opens: Dockerfile
            minutes: 3
            notes: Speak slowly.
            checks: [{ title: The image is there, image: { reference: "tiny:v1" } }]
            solution:
              - write: Dockerfile
              - build: -t tiny:v1 .
            ---
            Write it, build it.
            """)
        try put(
            "steps/02-tag.md",
            """
            ---
            title: Tag it
            goal: It has two names.
            checks: [{ title: The second name is there, image: { reference: "tiny:v2" } }]
            solution:
              - run: docker tag tiny:v1 tiny:v2\(part)
            ---
            Tag it.
            """)
    }

    private func put(_ path: String, _ text: String) throws { try project.write("Lessons/\(id)/" + path, text + "\n") }

    var prepared: String { "\(Program.sharedHome)/prepared/\(id)" }

    func remove() {
        _ = try? slipway.run(["rm", "-rf", prepared, prepared + ".new"])
        project.remove()
    }

    /// What images the presentation's own store has.
    func images() throws -> String {
        var inside = slipway
        inside.home = prepared + "/home"
        return try inside("images", "--format", "{{.Repository}}:{{.Tag}}").output
    }

    func present(_ columns: Int = 120, _ rows: Int = 36, _ arguments: String = "") throws -> Tmux {
        let tmux = try Tmux(columns: columns, rows: rows, folder: project.folder)
        try tmux.type(
            "clear; SLIPWAY_ROOT=\(project.folder.path) \(Program.binary) present \(arguments); echo ended $?\n")
        return tmux
    }
}
