internal import BuildPlan
internal import DockerfileSyntax
internal import Matching

/// Finds the arguments that a build is given and that no ARG takes: Docker warns of them, because the name is often misspelt.
enum UnusedArguments {
    static func warnings(of dockerfile: Dockerfile, given: [String: String]) -> [BuildWarning] {
        let declared = declared(in: dockerfile)
        let unused = given.keys.filter { !declared.contains($0) && !needsNoDeclaration($0) }
        return unused.sorted().map { name in
            let meant = Spelling.nearest(to: name, among: declared.sorted()).map { " Did you mean `\($0)`?" } ?? ""
            return BuildWarning(
                rule: "UnusedBuildArg", message: "No ARG in the Dockerfile takes the build argument `\(name)`.\(meant)",
                line: nil)
        }
    }

    private static func declared(in dockerfile: Dockerfile) -> Set<String> {
        var names: Set<String> = []
        for statement in dockerfile.statements {
            guard case .arg(let arg)? = statement.instruction else { continue }
            names.formUnion(arg.declarations.map(\.name.value))
        }
        return names
    }

    /// Whether it has an effect without an ARG, or is BuildKit's own.
    private static func needsNoDeclaration(_ name: String) -> Bool {
        PredefinedArguments.platforms.contains(name) || PredefinedArguments.proxies.contains(name)
            || name == "SOURCE_DATE_EPOCH" || name.hasPrefix("BUILDKIT_")
    }
}

extension DockerfileCheck {
    /// A sentence about each argument of a request that no ARG takes; none where the Dockerfile cannot be read.
    public static func unusedArguments(_ request: BuildRequest) -> [String] {
        guard !request.arguments.isEmpty, let text = try? DockerfileText(request) else { return [] }
        let dockerfile = Dockerfile.parse(utf8: text.bytes)
        return UnusedArguments.warnings(of: dockerfile, given: request.arguments).map(\.message)
    }
}
