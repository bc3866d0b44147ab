internal import Engines
internal import Surroundings

/// The engine of a lab.
enum LabEngine {
    /// The docker whose daemon keeps images and containers; nil where they are our own.
    static func daemon(of place: Workplace) -> DockerProgram? {
        guard place.surroundings.usesDocker, let docker = DockerProgram.find(in: place.surroundings) else { return nil }
        let engine = DockerEngine.probe(docker)
        // A daemon that does not answer at the moment is still the chosen one.
        return engine.hasDaemon || !engine.buildsElsewhere ? docker : nil
    }

    /// The engine's name in the status line; nil for our own, which needs no mention.
    static func label(of place: Workplace) -> String? {
        guard place.surroundings.usesDocker else { return nil }
        guard let docker = DockerProgram.find(in: place.surroundings) else { return "docker: not found" }
        let engine = DockerEngine.probe(docker)
        return engine.canBuild ? engine.label : engine.label + " does not answer"
    }
}
