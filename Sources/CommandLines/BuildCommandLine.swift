internal import ArgumentParser

/// A `build` that is asked for: the words behind the command, and what they say.
public struct BuildCommandLine: Equatable, Sendable {
    /// As they are handed to `slipway build`.
    public let words: [String]
    /// Nil where the command will refuse the words; it then says why.
    public let options: BuildOptions?

    public init(_ words: [String]) {
        self.words = words
        options = try? BuildOptions.parse(BuildFlags.normalized(words))
    }

    /// Builds a folder under a name; nil leaves the image without one.
    public init(context: String, tag: String?) {
        self.init((tag.map { ["-t", $0] } ?? []) + [context])
    }

    /// The build, stopped before the instruction of a line. A part of an image gets no name.
    public func stopping(before line: Int) -> BuildCommandLine {
        guard var options else { return self }
        options.tag = []
        options.stopBefore = line
        return BuildCommandLine(options.words)
    }

    public static func == (left: BuildCommandLine, right: BuildCommandLine) -> Bool { left.words == right.words }
}

extension BuildOptions {
    /// The words that mean these options: what is as it is anyway is left out.
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
        // A value that looks like an option would be read as one.
        values.flatMap { $0.hasPrefix("-") && name.hasPrefix("--") ? ["\(name)=\($0)"] : [name, $0] }
    }

    private func pairs(_ name: String, _ value: String?) -> [String] { pairs(name, value.map { [$0] } ?? []) }
}
