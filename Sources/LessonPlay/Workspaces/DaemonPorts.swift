internal import Engines
internal import ImageFormat
internal import LessonFormat
internal import SelfChecks
internal import Surroundings

/// The ports of this machine that containers of Docker's daemon publish. The daemon listens for all users alike, so whose a
/// port is, is told by the image that its container was run from.
struct DaemonPorts {
    /// Those of the lesson's own containers.
    let own: Set<UInt16>
    /// Who has each of the others, as a sentence names them.
    let others: [UInt16: String]

    /// Nil where our own engine runs the lesson's containers.
    init?(of lesson: Lesson, at place: Workplace) {
        guard place.surroundings.usesDocker, let docker = DockerProgram.find(in: place.surroundings) else { return nil }
        self.init(DockerContainers(docker).all(), making: lesson.imageReferences)
    }

    /// - Parameter names: images that the lesson makes.
    init(_ containers: [DockerContainer], making names: Set<String>) {
        let made = Set(names.compactMap { (try? Reference($0))?.description })
        var own: Set<UInt16> = []
        var others: [UInt16: String] = [:]
        for container in containers where container.state == .running {
            for port in container.hostPorts {
                if made.contains(container.image) {
                    own.insert(port)
                } else {
                    others[port] = "Docker's container \(container.name)"
                }
            }
        }
        self.own = own
        self.others = others.filter { !own.contains($0.key) }
    }
}
