/// The command line for a build by docker: the user's words, with the options that make docker report its progress.
public struct DockerBuildWords: Equatable, Sendable {
    /// The words after `docker`.
    public var words: [String]
    /// Additional environment variables for the process.
    public var variables: [String: String]

    /// - Parameters:
    ///   - given: the user's words after `build`, without those about the display.
    ///   - engine: the abilities of docker.
    ///   - idFile: the path for the image's ID; nil where the user named one.
    ///   - archive: the path for the image where no daemon keeps it; nil where one does.
    ///   - bases: the folders with base images for the builder, by the names in FROM.
    public init(
        _ given: [String], for engine: DockerEngine, idFile: String?, archive: String?, bases: [String: String] = [:]
    ) {
        var own = idFile.map { ["--iidfile", $0] } ?? []
        variables = [:]
        switch engine.form {
        case .rawJSON, .plain(usesBuildx: true):
            own.append("--progress=\(engine.form == .rawJSON ? "rawjson" : "plain")")
            if let archive {
                own += ["--output", "type=docker,dest=\(archive)"]
            } else if engine.buildsElsewhere {
                own.append("--load")
            }
            for (name, folder) in bases.sorted(by: { $0.key < $1.key }) {
                own += ["--build-context", "\(name)=oci-layout://\(folder)"]
            }
            words = ["buildx", "build"] + own + given
        case .plain(usesBuildx: false):
            variables["DOCKER_BUILDKIT"] = "1"
            words = ["build", "--progress=plain"] + own + given
        case .classic:
            variables["DOCKER_BUILDKIT"] = "0"
            words = ["build"] + own + given
        }
    }
}
