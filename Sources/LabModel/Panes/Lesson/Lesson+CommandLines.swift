internal import CommandLines
internal import LessonFormat

extension Lesson {
    /// What F5 builds.
    var buildLine: BuildCommandLine { BuildCommandLine(context: ".", tag: image?.reference) }

    /// What F6 runs; nil in a lesson without an image.
    var runLine: RunCommandLine? { image.map { RunCommandLine(image: $0.reference, ports: ports) } }

    /// The lesson's ports, as `-p` takes them.
    var ports: [String] {
        guard let port = image?.port, let inner = image?.containerPort else { return [] }
        return ["\(port):\(inner)"]
    }
}
