internal import Compose
internal import Faults
internal import Files
internal import Glibc

/// What a service is built from. The build itself would speak of its command line, which nobody has typed.
enum BuildSources {
    /// - Throws: `TextFault`, at its place in the project's file, for a folder or a Dockerfile that is not there.
    static func demand(_ service: Service, of project: ComposeProject) throws(TextFault) {
        // An address is fetched by the build.
        guard let build = service.build, build.context.hasPrefix("/") else { return }
        guard Folder.isFolder(build.context) else {
            throw fault(
                "the service \(service.name) is built from the folder \(build.context), which is not there: make it, or mend `build`",
                build.contextPlace, project)
        }
        guard build.text == nil, let name = build.dockerfile else { return }
        let path = name.hasPrefix("/") ? name : build.context + "/" + name
        guard access(path, F_OK) != 0 else { return }
        throw fault(
            "the service \(service.name) is built by the Dockerfile \(path), which is not there: make it, or mend `dockerfile`",
            build.dockerfilePlace, project)
    }

    private static func fault(
        _ message: String, _ place: ServiceBuild.Place?, _ project: ComposeProject
    ) -> TextFault {
        TextFault(file: project.file, line: place?.line ?? 0, column: place?.column ?? 0, message: message)
    }
}
