internal import BuildPlan
internal import DockerfileSyntax

/// Findings about a Dockerfile, without building it.
public enum DockerfileCheck {
    /// One line a finding, `Dockerfile:4:1: …`; empty where there are none.
    public static func findings(_ request: BuildRequest) -> [String] {
        let text: DockerfileText
        do { text = try DockerfileText(request) } catch {
            guard case .refused(let refusals) = error else { return [] }
            return refusals.map(\.message)
        }
        return Dockerfile.parse(utf8: text.bytes).diagnostics.map { diagnostic in
            let refusal = diagnostic.refusal(in: request)
            return "\(refusal.location ?? ""): \(refusal.message)"
        }
    }
}
