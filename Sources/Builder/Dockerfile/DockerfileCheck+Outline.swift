public import DockerfileSyntax

extension DockerfileCheck {
    /// What can be built of the Dockerfile of a request, and what a build takes; nil where it cannot be read.
    public static func outline(_ request: BuildRequest) -> DockerfileOutline? {
        guard let text = try? DockerfileText(request) else { return nil }
        let dockerfile = Dockerfile.parse(utf8: text.bytes)
        return dockerfile.hasErrors ? nil : DockerfileOutline(dockerfile, given: request.arguments)
    }
}
