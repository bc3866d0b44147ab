/// The knowledge beside the Dockerfile; with nothing known, the rules that need it find nothing.
public struct LintContext: Sendable {
    /// The context's `.dockerignore`.
    public var ignored: IgnorePatterns?
    /// The values of `--build-arg`.
    public var buildArguments: [String: String] = [:]
    /// The variables that a base image brings along, by the image's name as FROM has it.
    public var imageEnvironments: [String: Set<String>] = [:]
    /// The platforms that base images turned out to have, by the image's name as FROM has it.
    public var imagePlatforms: [String: String] = [:]
    /// The platform of the build: `linux/amd64`, which `$TARGETARCH` in FROM is taken from where nothing else is known.
    public var targetPlatform: String?
    /// Runs experimental rules too.
    public var includesExperimental = false

    public init() {}
}
