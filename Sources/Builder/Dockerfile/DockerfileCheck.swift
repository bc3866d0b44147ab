internal import BuildPlan
internal import DockerfileSyntax

/// Findings about a Dockerfile, without building it.
public enum DockerfileCheck {
    /// What is to be printed, empty where nothing was found, and whether it is what Docker's check fails for.
    public static func report(_ request: BuildRequest) -> (text: String, fails: Bool) {
        let text: DockerfileText
        do { text = try DockerfileText(request) } catch {
            guard case .refused(let refusals) = error else { return ("", true) }
            return (refusals.map { ($0.location.map { $0 + ": " } ?? "") + $0.message }.joined(separator: "\n"), true)
        }
        let dockerfile = Dockerfile.parse(utf8: text.bytes)
        let linter = Linter(context: BuildChecks.context(text.ignored, request))
        return (linter.text(on: dockerfile, file: request.dockerfileName), linter.fails(dockerfile))
    }
}
