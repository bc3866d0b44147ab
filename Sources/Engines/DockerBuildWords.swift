/// A build's command line for docker: the user's own words, and what makes it tell what it does.
public struct DockerBuildWords: Equatable, Sendable {
    /// Those behind docker's name.
    public var words: [String]
    /// Further variables of its process.
    public var variables: [String: String]

    /// - Parameters:
    ///   - given: the user's words behind `build`, without those that say how it is shown.
    ///   - engine: what docker offers.
    ///   - idFile: the file that gets the image's ID; nil where the user named one.
    ///   - archive: the file that gets the image where no daemon keeps it; nil where one does.
    ///   - bases: folders with images that the builder is handed, by the names that FROM calls them.
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
