internal import BuildPlan
internal import DockerfileSyntax

/// Findings about a Dockerfile, without building it.
public enum DockerfileCheck {
    /// The text to print, and whether nothing was found.
    public static func report(_ request: BuildRequest) -> (text: String, isClean: Bool) {
        let text: DockerfileText
        do { text = try DockerfileText(request) } catch {
            guard case .refused(let refusals) = error else { return ("", false) }
            return (refusals.map { ($0.location.map { $0 + ": " } ?? "") + $0.message }.joined(separator: "\n"), false)
        }
        let dockerfile = Dockerfile.parse(utf8: text.bytes)
        let linter = Linter(context: BuildChecks.context(text.ignored, request))
        return (linter.text(on: dockerfile, file: request.dockerfileName), linter.reports(on: dockerfile).isEmpty)
    }
}
