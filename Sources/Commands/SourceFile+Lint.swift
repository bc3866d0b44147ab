internal import ArgumentParser
public import DockerfileSyntax
internal import ImageFormat

extension SourceFile {
    /// The information that the linter needs besides the Dockerfile: the ignore patterns, this machine's platform, and
    /// the options of the command line.
    ///
    /// - Parameters:
    ///   - arguments: the build arguments, each as `NAME=VALUE`.
    ///   - includesExperimental: whether Docker's experimental rules are checked as well.
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
