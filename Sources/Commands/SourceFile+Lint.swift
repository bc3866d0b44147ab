internal import ArgumentParser
public import DockerfileSyntax
internal import ImageFormat

extension SourceFile {
    /// What a linter knows of the file's surroundings: what is ignored beside it, this machine's platform, and what the
    /// command line says.
    ///
    /// - Parameters:
    ///   - arguments: those of the build, as `NAME=VALUE`.
    ///   - includesExperimental: whether rules that Docker tries out are among those that look.
    /// - Throws: `ValidationError` for an argument without a value, `CommandFailure` for an ignore file that cannot be
    ///   read.
    public func lintContext(buildArguments arguments: [String], includesExperimental: Bool) throws -> LintContext {
        var context = LintContext()
        context.includesExperimental = includesExperimental
        context.targetPlatform = Platform.host.description
        context.ignored = try ignorePatterns()
        for argument in arguments {
            let parts = argument.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            guard parts.count == 2 else { throw ValidationError("--build-arg \(argument): NAME=VALUE is expected.") }
            context.buildArguments[String(parts[0])] = String(parts[1])
        }
        return context
    }
}
