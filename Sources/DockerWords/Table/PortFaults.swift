/// Faults of ports and of pages that do not come.
extension DockerFault {
    static let ports: [DockerFault] = [
        DockerFault(
            "port-allocated", .ports,
            [
                .now(
                    "Bind for {} failed: port is already allocated",
                    "moby/moby daemon/libnetwork/portallocator/portallocator.go")
            ],
            means: "Another container of Docker's has the port of this machine.",
            because: "An earlier container still runs with the same -p.",
            next: "See which: docker ps. Stop it, or publish another port: -p 5001:5000."),
        DockerFault(
            "port-in-use", .ports,
            [
                .now(
                    "failed to bind host port {}: address already in use",
                    "moby/moby daemon/libnetwork/portallocator/osallocator_linux.go"),
                .before(
                    "Error starting userland proxy: listen {}: bind: address already in use",
                    "moby/moby libnetwork/portmapper (up to 27)"),
                .now("bind: address already in use", "Linux's words for EADDRINUSE, through Go's net package"),
                .now("ports are not available", "Docker Desktop, the port forwarder's words"),
            ],
            means: "A program of this machine has the port.",
            because: "A server outside of Docker listens there; on macOS, AirPlay has 5000.",
            next: "Stop that program (ss -ltnp names it), or publish another port: -p 5001:5000."),
        DockerFault(
            "port-forbidden", .ports,
            [
                .now("bind: permission denied", "Go net, through moby/moby; ports below 1024 without root"),
                .now("cannot expose privileged port {}", "rootless-containers/rootlesskit pkg/port/builtin"),
            ],
            means: "The port may not be used without root.",
            because: "Ports below 1024 are root's.",
            next: "Publish a higher one: -p 8080:80"),
        DockerFault(
            "port-format", .ports,
            [
                .now(
                    "invalid containerPort: {}",
                    "moby/moby daemon/builder/dockerfile/dispatchers.go, docker/go-connections nat"),
                .now(
                    "invalid hostPort: {}",
                    "moby/moby daemon/builder/dockerfile/dispatchers.go, docker/go-connections nat"),
            ],
            means: "The words behind -p or EXPOSE are not ports.",
            because: "-p takes HOST:CONTAINER, each a number up to 65535; EXPOSE takes one number.",
            next: "Write -p 5000:5000, and EXPOSE 5000."),
        DockerFault(
            "connection-refused", .ports,
            [
                .now("Failed to connect to {} port {}", "curl lib/connect.c"),
                .now("Connection refused", "the kernel: ECONNREFUSED; browsers: ERR_CONNECTION_REFUSED"),
            ],
            means: "Nothing listens on the port of this machine.",
            because: "The container does not run, or -p was left out: EXPOSE opens nothing.",
            next: "See docker ps: it shows 0.0.0.0:5000->5000/tcp where a port is published. If not, run it with -p."),
        DockerFault(
            "connection-reset", .ports,
            [
                .now("Empty reply from server", "curl lib/http.c"),
                .now(
                    "Connection reset by peer",
                    "the kernel: ECONNRESET; browsers: ERR_CONNECTION_RESET, ERR_EMPTY_RESPONSE"),
            ],
            means: "The port is published, and nothing answers behind it.",
            because:
                "The program listens on 127.0.0.1 of the container, or on another port than -p leads to, or is still starting.",
            next: "Have it listen on 0.0.0.0 and on the port at the right of -p."),
    ]
}
