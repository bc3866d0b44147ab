/// Faults of Docker itself and of its command line.
extension DockerFault {
    static let engine: [DockerFault] = [
        DockerFault(
            "daemon-not-running", .engine,
            [
                .now("failed to connect to the docker API at {}", "moby/moby client/request.go"),
                .before(
                    "Cannot connect to the Docker daemon at {}. Is the docker daemon running?",
                    "moby/moby client/errors.go"),
            ],
            means: "The docker command does not reach its daemon.",
            because: "Docker is not started, or DOCKER_HOST points elsewhere.",
            next: "Start it: sudo systemctl start docker, or open Docker Desktop. Slipway needs none."),
        DockerFault(
            "daemon-permission", .engine,
            [
                .now(
                    "permission denied while trying to connect to the docker API at {}", "moby/moby client/request.go"),
                .before(
                    "permission denied while trying to connect to the Docker daemon socket at {}",
                    "moby/moby client/request.go (up to 28)"),
                .before(
                    "Got permission denied while trying to connect to the Docker daemon socket",
                    "moby/moby client/request.go (up to 20.10)"),
            ],
            means: "You may not talk to Docker's daemon.",
            because: "Its socket is for root and the group docker, and you are in neither.",
            next: "sudo usermod -aG docker $USER, then log in again. Who is in that group can become root."),
        DockerFault(
            "unknown-command", .engine,
            [
                .now("docker: unknown command: docker {}", "docker/cli cmd/docker/docker.go"),
                .before("docker: {} is not a docker command", "docker/cli cmd/docker/docker.go (up to 27)"),
            ],
            means: "docker has no such command.",
            because: "It is misspelt, or the plug-in that has it (compose, buildx) is not installed.",
            next: "docker --help lists the commands."),
        DockerFault(
            "arguments-missing", .engine,
            [
                .now("requires at least {} argument", "docker/cli cli/required.go")
            ],
            means: "The command lacks a word: the image for run, the container for stop.",
            because: "It was left out, or an option took it for its value.",
            next: "docker COMMAND --help shows what it takes, and in which order."),
        DockerFault(
            "shorthand-flag", .engine,
            [.now("unknown shorthand flag: {} in {}", "spf13/pflag flag.go")],
            means: "A letter behind a single `-` is not an option.",
            because: "A long option was written with one `-`, or the letter belongs to another command.",
            next: "Long options have two: --name, --rm. docker COMMAND --help lists them."),
        DockerFault(
            "docker-missing", .engine,
            [
                .now("bash: docker: command not found", "bash execute_cmd.c, on your own machine"),
                .now("zsh: command not found: docker", "zsh exec.c"),
                .now("sh: docker: not found", "busybox shell/ash.c, dash src/exec.c"),
            ],
            means: "There is no docker on this machine, or the shell does not find it.",
            because: "It is not installed, its folder is not on PATH, or the line runs inside of a container.",
            next: "In the lab's shell docker is there. Outside of it, call slipway in its place, or install Docker."),
        DockerFault(
            "compose-file-missing", .engine,
            [.now("no configuration file provided: not found", "docker/compose, compose-spec/compose-go")],
            means: "The folder has no compose file.",
            because:
                "The command runs in another folder, or the file is not called compose.yaml or docker-compose.yml.",
            next: "Go to its folder, or name the file: docker compose -f PATH up."),
        DockerFault(
            "buildx-missing", .engine,
            [
                .now(
                    "BuildKit is enabled but the buildx component is missing or broken",
                    "docker/cli cmd/docker/builder.go")
            ],
            means: "docker build has no builder.",
            because: "The plug-in buildx is not installed.",
            next: "Install it: apt install docker-buildx-plugin (docker-buildx in Debian)."),
        DockerFault(
            "network-missing", .engine,
            [.now("network {} not found", "moby/moby daemon/libnetwork/error.go")],
            means: "There is no network of the name behind --network.",
            because: "It is misspelt or was not made.",
            next: "docker network ls shows them; docker network create NAME makes one."),
    ]
}
