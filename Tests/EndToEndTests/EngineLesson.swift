import Foundation
import Testing

/// A lesson that is played over Docker's daemon: its first step builds `ID:v1` on `bb:1`, and its second, where there is
/// one, gives that image the name `ID:v2`.
struct EngineLesson {
    let id: String
    var hasSecondStep = false

    /// Writes the lesson below a folder of lessons.
    /// - Parameter note: the content of the file that the image gets.
    func write(to lessons: Project, note: String) throws {
        try lessons.write("\(id)/lesson.yaml", description)
        try lessons.write("\(id)/steps/01-build.md", build)
        if hasSecondStep { try lessons.write("\(id)/steps/02-tag.md", tag) }
        try lessons.write("\(id)/solution/Dockerfile", "FROM bb:1\nCOPY note.txt /\n")
        try lessons.write("\(id)/solution/note.txt", note)
    }

    private var description: String {
        """
        id: \(id)
        title: A lesson over Docker
        summary: Build, and perhaps tag.
        workspace: \(id)
        needs: { images: ["bb:1"] }
        image: { reference: "\(id):v1" }
        steps: [01-build\(hasSecondStep ? ", 02-tag" : "")]
        """
    }

    private var build: String {
        """
        ---
        title: Build it
        goal: There is an image \(id):v1.
        checks:
          - title: The image is there
            image: { reference: "\(id):v1" }
          - title: The file is copied, not remembered
            build: { executed: COPY note.txt }
        solution:
          - write: note.txt
          - write: Dockerfile
          - build: --network host -t \(id):v1 .
        ---
        Build it.
        """
    }

    private var tag: String {
        """
        ---
        title: Tag it
        goal: It has two names.
        checks: [{ title: The second name is there, image: { reference: "\(id):v2" } }]
        solution:
          - run: docker tag \(id):v1 \(id):v2
        ---
        Tag it.
        """
    }
}

/// A user of Docker's daemon with a store of their own, which has the base image `bb:1`: a shell in an empty image.
struct EngineUser {
    let docker: DebianDocker
    let user: RegistryUser
    /// The build context.
    let project: Project

    var program: Program { user.program }

    /// With a daemon that has no images.
    init() throws {
        docker = try DebianDocker.empty()
        var user = try RegistryUser()
        user.set(["DOCKER_HOST": docker.host, "PATH": DebianDocker.searchPath])
        self.user = user
        project = Project(folder: user.folder.appending(path: "context"))
        try FileManager.default.createDirectory(at: project.folder, withIntermediateDirectories: true)
        try Busybox.copy(into: project)
        try project.write("Base", "FROM scratch\nCOPY busybox /bin/sh\nCOPY busybox /bin/busybox\n")
        let base = try program(["build", "-q", "-t", "bb:1", "-f", "context/Base", "context"])
        try #require(base.status == 0, "\(base.errors)")
    }

    /// Gives the daemon the base image, and an image of the user's own that has the name of the lesson's.
    /// - Returns: the ID of the user's image.
    func loadBase(alsoAs name: String) throws -> String {
        let saved = try program(["save", "-o", "bb.tar", "bb:1"])
        try #require(saved.status == 0, "\(saved.errors)")
        try #require(try docker.ask(["load", "-i", user.folder.path + "/bb.tar"]).status == 0)
        try #require(try docker.ask(["tag", "bb:1", name]).status == 0)
        return try id(name)
    }

    /// The ID of an image of the daemon.
    func id(_ name: String) throws -> String {
        try docker.ask(["image", "inspect", "-f", "{{.Id}}", name]).output
    }

    func remove() { user.remove() }
}
