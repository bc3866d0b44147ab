/// Which command lines are docker's where docker is the engine.
public enum DockerCommands {
    /// Docker's commands; all others are Slipway's own whatever the engine is. `import`, `login` and the like are not in
    /// the lab's way, and are docker's as well.
    private static let names: Set<String> = [
        "attach", "builder", "buildx", "commit", "container", "context", "cp", "create", "diff", "events", "exec",
        "export", "history", "image", "images", "import", "info", "inspect", "kill", "load", "login", "logout", "logs",
        "network", "pause", "port", "ps", "pull", "push", "rename", "restart", "rm", "rmi", "run", "save", "search",
        "start", "stats", "stop", "system", "tag", "top", "unpause", "update", "version", "volume", "wait", "compose",
    ]

    /// Whether a command line begins with one of them.
    public static func isFirst(of words: [String]) -> Bool { words.first.map(names.contains) ?? false }

    /// The words behind `build`; nil for another command.
    public static func buildWords(_ words: [String]) -> [String]? {
        let groups: Set<String> = ["image", "builder", "buildx"]
        let place = groups.contains(words.first ?? "") ? 1 : 0
        // What is wrong with a Dockerfile our own checks say, whoever builds it.
        guard words.indices.contains(place), words[place] == "build", !words.contains("--check") else { return nil }
        return Array(words[(place + 1)...])
    }
}
