internal import ImageFormat
internal import Glibc
internal import Processes

/// Fetches Debian packages and makes one archive of what is in them; nothing in them is executed.
struct PackageFetch {
    let recipe: StandInRecipe
    let cancellation: Cancellation
    /// A folder in memory to unpack in; nil for the machine's folder of temporary files.
    let memory: String?

    private static let tool = "mmdebstrap"

    /// Makes `packages.tar` in a folder.
    func run(into folder: String, _ progress: (String) -> Void) throws(StepError) {
        guard let path = ProgramPaths.find(Self.tool) else { throw .base(.missingTool(Self.tool)) }
        guard HostNetwork.hasRoute else {
            throw .base(.packages(recipe.reference.familiar, output: "there is no network."))
        }
        // The names are patterns for the shell, below the folder that it gets as `$1`.
        let removal = "cd \"$1\" && rm -rf -- " + recipe.removals.joined(separator: " ")
        let place = memory.flatMap { memory in ProgramPaths.find("env").map { [$0, "TMPDIR=" + memory] } } ?? []
        let arguments =
            place + [
                path, "--mode=root", "--variant=extract", "--skip=output/dev",
                "--include=" + recipe.packages.joined(separator: ","), "--extract-hook=" + removal, "bookworm",
                folder + "/packages.tar",
            ]
        var lastLine = ""
        let outcome = try HostCommand.run(arguments, cancellation: cancellation) { line in
            if line.hasPrefix("I: "), let activity = Self.activities.first(where: { line.contains($0.sign) }) {
                progress(activity.words)
            } else if lastLine.isEmpty, line.hasPrefix("E: ") || line.hasPrefix("Err:") {
                lastLine = line
            }
        }
        guard !cancellation.isCancelled else { throw .cancelled }
        guard outcome == .ended(.exited(0)) else { throw .base(.packages(recipe.reference.familiar, output: lastLine)) }
    }

    private static let activities: [(sign: String, words: String)] = [
        ("apt-get update", "reading the lists of packages"), ("downloading", "fetching packages"),
        ("extracting", "unpacking packages"), ("creating tarball", "packing the file system"),
    ]
}
