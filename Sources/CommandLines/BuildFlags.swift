/// The flags of docker's `build`.
public enum BuildFlags {
    /// The words after `build`, rewritten so that `BuildOptions` reads them as docker would.
    public static func normalized(_ words: [String]) throws(CommandLineFault) -> [String] {
        let normal = try FlagReader.normalized(words, all, interspersed: true)
        let (tag, folders) = operands(of: normal)
        guard folders.count > 1 else { return normal }
        throw CommandLineFault(description: tooMany(folders, tag: tag), isAboutCount: true)
    }

    /// A whole command line, rewritten in the same way if it is a `build`, which may follow the name of a group.
    public static func prepared(_ words: [String]) throws(CommandLineFault) -> [String] {
        let place = ["image", "builder", "buildx"].contains(words.first ?? "") ? 1 : 0
        guard words.indices.contains(place), words[place] == "build" else { return words }
        return Array(words[...place]) + (try normalized(Array(words[(place + 1)...])))
    }

    /// The last tag, and the words that are not flags.
    private static func operands(of normal: [String]) -> (tag: String?, words: [String]) {
        var index = 0
        var tag: String?
        while index < normal.count, normal[index].hasPrefix("--") {
            guard normal[index] != "--" else { return (tag, Array(normal[(index + 1)...])) }
            let name = normal[index].dropFirst(2)
            let takesValue = all.first { $0.name == name }?.form == .valued
            if name == "tag", index + 1 < normal.count { tag = normal[index + 1] }
            index += takesValue ? 2 : 1
        }
        return (tag, Array(normal[min(index, normal.count)...]))
    }

    /// Two words where the folder belongs: one of them is mostly the image's name.
    private static func tooMany(_ words: [String], tag: String?) -> String {
        let list = words.map { "`\($0)`" }.joined(separator: ", ")
        let fact = "build takes one folder, and here are \(words.count): \(list)"
        guard words.count == 2, let folder = words.first(where: isFolder),
            let name = words.first(where: { !isFolder($0) })
        else { return fact }
        guard let tag else { return "\(fact). Write -t before the image's name: -t \(name) \(folder)" }
        return "\(fact). A blank ends the image's name: without it, -t \(tag)-\(name) \(folder)"
    }

    private static func isFolder(_ word: String) -> Bool {
        word == "." || word == ".." || ["./", "../", "/"].contains { word.hasPrefix($0) }
    }

    /// Every flag that `docker build` has.
    public static let all = known + idle + refused

    private static let known: [DockerFlag] = [
        .init("allow", .valued), .init("build-arg", .valued), .init("builder", .valued), .init("cache-from", .valued),
        .init("cache-to", .valued), .init("call", .valued), .init("check", .switched), .init("dry-run", .switched),
        .init("file", "f", .valued),
        .init("format", .valued), .init("help", "h", .switched), .init("iidfile", .valued), .init("label", .valued),
        .init("metadata-file", .valued), .init("network", .valued), .init("no-cache", .switched),
        .init("no-cache-filter", .valued), .init("output", "o", .valued), .init("platform", .valued),
        .init("progress", .valued), .init("provenance", .valued), .init("pull", .switched), .init("push", .switched),
        .init("quiet", "q", .switched), .init("sbom", .valued), .init("secret", .valued), .init("stop-before", .valued),
        .init("explain", .switched), .init("unkept", .switched), .init("tag", "t", .valued), .init("target", .valued),
        .init("twice", .switched),
    ]

    /// Flags that change nothing: they ask for what Slipway always does (the result is in the store, and no container
    /// of a step is kept), or today's Docker ignores them as well.
    private static let idle: [DockerFlag] =
        ["compress", "disable-content-trust", "force-rm", "load", "rm"].map { DockerFlag($0, .switched, .idle) }
        + ["cgroup-parent", "cpu-period", "cpu-quota", "cpuset-cpus", "cpuset-mems", "isolation", "memory-swap"].map {
            DockerFlag($0, .valued, .idle)
        } + [
            .init("cpu-shares", "c", .valued, .idle), .init("memory", "m", .valued, .idle),
            .init("debug", "D", .switched, .idle),
        ]

    private static let refused: [DockerFlag] = [
        .init(
            "add-host", .valued,
            .refused("RUN has the host's names: add it to /etc/hosts, or in the RUN that needs it.")),
        .init(
            "annotation", .valued, .refused("manifests have no annotations here: --label says the same in the image.")),
        .init("attest", .valued, .refused("no statements are attached to images here: leave it out.")),
        .init("build-context", .valued, .refused("there is one context: put the files into it, or make them a stage.")),
        .init("policy", .valued, .refused("no policies are read here: leave it out.")),
        .init("security-opt", .valued, .refused("RUN is confined as Docker's default is, and that is not changed.")),
        .init("shm-size", .valued, .refused("/dev/shm of RUN has the size that it has.")),
        .init("squash", .switched, .refused("write the RUNs as one, or copy the result into a further stage.")),
        .init("ssh", .valued, .refused("no agent is handed into a build: give a key as --secret id=key,src=FILE.")),
        .init("ulimit", .valued, .refused("set the limit in the shell that starts the build: RUN inherits it.")),
    ]
}
