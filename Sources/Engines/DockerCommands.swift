/// Decides which command lines go to docker when docker is the engine.
public enum DockerCommands {
    /// The commands that go to docker. All others are Slipway's own with any engine.
    private static let names: Set<String> = [
        "attach", "builder", "buildx", "commit", "container", "context", "cp", "create", "diff", "events", "exec",
        "export", "history", "image", "images", "import", "info", "inspect", "kill", "load", "login", "logout", "logs",
        "network", "pause", "port", "ps", "pull", "push", "rename", "restart", "rm", "rmi", "run", "save", "search",
        "start", "stats", "stop", "system", "tag", "top", "unpause", "update", "version", "volume", "wait", "compose",
    ]

    /// Whether a command line begins with such a command.
    public static func isFirst(of words: [String]) -> Bool { words.first.map(names.contains) ?? false }

    /// The words behind `build`; nil for another command.
    public static func buildWords(_ words: [String]) -> [String]? {
        let groups: Set<String> = ["image", "builder", "buildx"]
        let place = groups.contains(words.first ?? "") ? 1 : 0
        // The checks of a Dockerfile are always our own, whatever the engine.
        guard words.indices.contains(place), words[place] == "build", !words.contains("--check") else { return nil }
        return Array(words[(place + 1)...])
    }
}
