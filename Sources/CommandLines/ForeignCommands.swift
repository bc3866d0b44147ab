/// Docker's commands that are not here, and what to do instead.
enum ForeignCommands {
    /// A whole sentence; nil for what docker has not either.
    ///
    /// - Parameter name: one word, or a group and its command.
    static func advice(_ name: String) -> String? { table[name] }

    private static let cluster = "There is one machine here and no cluster: run containers with `docker run`."
    private static let builders = "There is one builder here, `default`, and it is always there: use `docker build`."
    private static let assistant = "It belongs to Docker Desktop, which this is not; there is nothing in its place."
    private static let contexts = "There is one context here, `default`: this machine."

    private static let table: [String: String] = {
        var table = [
            "compose":
                "Start each service by itself with `docker run`, and let them find each other by name on a network.",
            "scout":
                "`docker history` and the lab's Layers pane show what is in an image; they look for no weaknesses.",
            "sbom": "`docker history` and the lab's Layers pane show what is in an image; no list of packages is made.",
            "search": "Registries have pages for that: look on hub.docker.com, then `docker pull NAME`.",
            "plugin": "This program takes no plugins; all that it can do is in `--help`.",
            "trust": "Signatures are not checked here; `docker pull NAME@sha256:…` takes exactly what you name.",
            "manifest": "An image here is for one platform: `docker image inspect` shows it, `docker push` sends it.",
            "checkpoint": "Containers cannot be frozen to disk here; `docker stop` ends one in good order.",
            "buildx bake": "Build each target by itself with `docker build -t NAME .`.",
            "buildx imagetools": "An image here is for one platform: `docker image inspect` shows it.",
            "buildx history": "`why` explains the last build, and the lab keeps the logs of the last twenty.",
            "buildx dap": assistant, "buildx dial-stdio": builders,
            "system dial-stdio": "There is no Docker daemon whose words could be passed on.",
        ]
        for name in ["swarm", "service", "stack", "node", "secret", "config"] { table[name] = cluster }
        for name in [
            "ai", "cagent", "cloud", "debug", "desktop", "dev", "extension", "feedback", "init", "mcp", "model",
            "offload",
            "pass", "sandbox",
        ] { table[name] = assistant }
        for name in ["create", "use", "rm", "stop"] { table["buildx \(name)"] = builders }
        for name in ["create", "update", "rm", "import", "export"] { table["context \(name)"] = contexts }
        return table
    }()
}
