/// The commands that docker has and Slipway does not, with what to do instead.
enum ForeignCommands {
    /// A sentence on what to do instead; nil for a name that docker does not have either.
    ///
    /// - Parameter name: a command, or a group and its command with a blank between them.
    static func advice(_ name: String) -> String? { table[name] }

    private static let cluster = "There is one machine here and no cluster: run containers with `docker run`."
    private static let builders = "There is one builder here, `default`, and it is always there: use `docker build`."
    private static let assistant = "It belongs to Docker Desktop, which this is not; there is nothing in its place."
    private static let contexts = "There is one context here, `default`: this machine."

    private static let table: [String: String] = {
        var table = [
            "compose push": "`docker push IMAGE` pushes an image; `docker compose config --images` shows their names.",
            "compose volumes": "`docker volume ls` lists volumes; `docker compose config --volumes` those of the file.",
            "compose export": "`docker compose ps` shows the container's name: `docker export` writes its files.",
            "compose commit": "`docker compose ps` shows the container's name: `docker commit` makes an image of it.",
            "compose alpha":
                "It holds commands that Docker only tries out; `docker compose --help` lists those of here.",
            "compose bridge": "It makes the files of a cluster of a compose file, and there is one machine here.",
            "compose watch": "`docker compose up --build` builds anew what has changed.",
            "compose cp": "`docker compose ps` shows the container's name: `docker cp` copies.",
            "compose publish": "Push the images by `docker push`, and hand the file on.",
            "compose events": "`docker compose ps` and `docker compose logs -f` show what happens.",
            "compose top": "`docker top NAME` shows the processes of one container.",
            "compose stats": "`docker stats` shows all containers.",
            "compose wait": "`docker wait NAME` waits for one container.",
            "compose attach": "`docker attach NAME` joins one container.",
            "compose scale": "Each service has one container here.",
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
            "buildx history": "`builds` lists the builds that are kept, `why` explains one, `replay` plays one.",
            "buildx dap": assistant, "buildx dial-stdio": builders,
            "system dial-stdio": "There is no Docker daemon whose words could be passed on.",
        ]
        for name in ["swarm", "service", "stack", "node", "secret", "config"] { table[name] = cluster }
        for name in [
            "ai", "cagent", "cloud", "debug", "desktop", "dev", "extension", "feedback", "init", "mcp", "model",
            "offload",
            "pass", "sandbox",
        ] { table[name] = assistant }
        // `config` is a command of this program as well, about its settings.
        for name in ["create", "inspect", "ls", "rm"] { table["config \(name)"] = cluster }
        for name in ["create", "use", "rm", "stop"] { table["buildx \(name)"] = builders }
        for name in ["create", "update", "rm", "import", "export"] { table["context \(name)"] = contexts }
        return table
    }()
}
