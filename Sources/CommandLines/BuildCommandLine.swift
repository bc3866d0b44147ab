internal import ArgumentParser

/// The command line of a `build`: the words after the command, and the options that they mean.
public struct BuildCommandLine: Equatable, Sendable {
    /// The words that `slipway build` gets.
    public let words: [String]
    /// The options that the words mean; nil where the command will refuse the words with a message.
    public let options: BuildOptions?

    public init(_ words: [String]) {
        self.words = words
        options = try? BuildOptions.parse(BuildFlags.normalized(words))
    }

    /// The command line that builds a folder. With a nil tag the image gets no name.
    public init(context: String, tag: String?) {
        self.init((tag.map { ["-t", $0] } ?? []) + [context])
    }

    /// The same build, stopped before the instruction at a line, from 1. The partial image gets no name.
    public func stopping(before line: Int) -> BuildCommandLine {
        guard var options else { return self }
        options.tag = []
        options.stopBefore = line
        return BuildCommandLine(options.words)
    }

    public static func == (left: BuildCommandLine, right: BuildCommandLine) -> Bool { left.words == right.words }
}

extension BuildOptions {
    /// The words that mean these options. Options with their default value are left out.
    public var words: [String] {
        var words = pairs("--stop-before", stopBefore.map { ["\($0)"] } ?? [])
        words += pairs("-t", tag) + pairs("--file", file) + pairs("--build-arg", buildArg) + pairs("--target", target)
        words += pairs("--label", label) + pairs("--secret", secret) + pairs("--platform", platform)
        if network != BuildOptions.standardNetwork { words += ["--network", network] }
        for (flag, isSet) in [
            ("--pull", pull), ("--no-cache", noCache), ("--check", check), ("--quiet", quiet), ("--explain", explain),
            ("--push", push), ("--dry-run", dryRun), ("--twice", twice), ("--unkept", unkept),
        ]
        where isSet { words.append(flag) }
        words += pairs("--no-cache-filter", noCacheFilter) + pairs("--cache-from", cacheFrom)
        words += pairs("--cache-to", cacheTo) + pairs("--output", output)
        if progress != .auto { words += ["--progress", progress.rawValue] }
        if format != BuildOptions.standardFormat { words += ["--format", format] }
        if builder != BuildOptions.standardBuilder { words += ["--builder", builder] }
        if call != BuildOptions.standardCall { words += ["--call", call] }
        words += pairs("--provenance", provenance) + pairs("--sbom", sbom) + pairs("--allow", allow)
        words += pairs("--iidfile", iidfile) + pairs("--metadata-file", metadataFile)
        return words + (path.hasPrefix("-") && path != "-" ? ["--", path] : [path])
    }

    private func pairs(_ name: String, _ values: [String]) -> [String] {
        // With a blank, a value that begins with a dash would be read as an option; with `=`, it is not.
        values.flatMap { $0.hasPrefix("-") && name.hasPrefix("--") ? ["\(name)=\($0)"] : [name, $0] }
    }

    private func pairs(_ name: String, _ value: String?) -> [String] { pairs(name, value.map { [$0] } ?? []) }
}
