/// Faults of pull, push and login.
extension DockerFault {
    static let registries: [DockerFault] = [
        DockerFault(
            "pull-access-denied", .registry,
            [
                .now(
                    "pull access denied for {}, repository does not exist or may require docker login",
                    "moby/moby daemon/containerd/image_pull.go")
            ],
            means: "The registry does not give the image.",
            because: "There is no such repository, or it is private. Docker Hub does not say which.",
            next: "Check the name. An image of your own has to be built first; a private one needs docker login."),
        DockerFault(
            "manifest-unknown", .registry,
            [
                .now("{}: manifest unknown", "distribution/distribution registry/api/errcode"),
                .before("manifest for {} not found", "moby/moby distribution/errors.go"),
            ],
            means: "The repository is there, the tag is not.",
            because: "The tag is misspelt or was removed; a repository need not have latest.",
            next: "Look the tags up in the registry."),
        DockerFault(
            "rate-limit", .registry,
            [
                .now(
                    "toomanyrequests: You have reached your unauthenticated pull rate limit",
                    "Docker Hub, docs.docker.com/docker-hub/usage"),
                .before(
                    "toomanyrequests: You have reached your pull rate limit",
                    "Docker Hub, docs.docker.com/docker-hub/usage"),
            ],
            means: "Docker Hub gives no more images for a while.",
            because: "It counts pulls by address, and a classroom shares one.",
            next:
                "docker login with a free account, wait an hour, or take the image from a colleague (docker save, docker load)."
        ),
        DockerFault(
            "unauthorized", .registry,
            [
                .now("unauthorized: incorrect username or password", "Docker Hub's token service"),
                .now(
                    "unauthorized: authentication required",
                    "distribution/distribution registry/api/errcode/register.go"),
                .now("no basic auth credentials", "moby/moby registry/session.go"),
            ],
            means: "The registry wants to know who asks, or does not know these words.",
            because: "There was no docker login to this registry, or its password has changed.",
            next: "docker login REGISTRY, with a token where it asks for one."),
        DockerFault(
            "push-denied", .registry,
            [
                .now(
                    "denied: requested access to the resource is denied",
                    "distribution/distribution registry/api/errcode/register.go"),
                .now("push access denied", "containerd/containerd core/remotes/docker/pusher.go"),
            ],
            means: "You may not push there.",
            because: "The image's name has no account of yours in front: NAME alone is docker.io/library/NAME.",
            next: "docker tag NAME ACCOUNT/NAME:TAG, docker login, then push that name."),
        DockerFault(
            "push-no-image", .registry,
            [
                .now("An image does not exist locally with the tag: {}", "moby/moby daemon/containerd/image_push.go")
            ],
            means: "There is no image of that name to push.",
            because: "It was built under another name.",
            next: "docker images shows the names; docker tag gives it the one that you push."),
        DockerFault(
            "tag-format", .registry,
            [
                .now("error parsing reference: {} is not a valid repository/tag", "moby/moby client/image_tag.go")
            ],
            means: "The name behind docker tag is not one.",
            because: "It has capital letters, blanks, or a sign that names do not have.",
            next: "Write it as registry/account/name:tag, in small letters."),
        DockerFault(
            "http-registry", .registry,
            [
                .now("http: server gave HTTP response to HTTPS client", "Go net/http client.go")
            ],
            means: "The registry speaks plain HTTP, and Docker wants HTTPS.",
            because: "It is a registry for trying things out, on another machine than this.",
            next: "Add it to insecure-registries in daemon.json, or give it a certificate."),
        DockerFault(
            "certificate", .registry,
            [
                .now("x509: certificate signed by unknown authority", "Go crypto/x509 verify.go"),
                .now("tls: failed to verify certificate", "Go crypto/tls handshake_client.go"),
            ],
            means: "The registry's certificate is signed by somebody whom this machine does not know.",
            because: "It is the company's own, or a proxy puts itself between.",
            next: "Put the certificate of the authority into /etc/docker/certs.d/REGISTRY/ca.crt."),
        DockerFault(
            "no-such-host", .registry,
            [
                .now("dial tcp: lookup {}: no such host", "Go net/net.go")
            ],
            means: "The registry's name leads nowhere.",
            because: "It is misspelt, there is no network, or a name before the first slash was taken for a registry.",
            next: "Check the name; see whether the machine is online."),
        DockerFault(
            "registry-refused", .registry,
            [
                .now("dial tcp {}: connect: connection refused", "Go net, the kernel's ECONNREFUSED")
            ],
            means: "Nothing listens at the registry's address.",
            because: "The registry is not started, or its port is another.",
            next: "See its port and whether it runs; a registry of your own often listens on 5000."),
        DockerFault(
            "timeout", .registry,
            [
                .now("Client.Timeout exceeded while awaiting headers", "Go net/http client.go"),
                .now("context deadline exceeded", "Go context/context.go"),
                .now("i/o timeout", "Go internal/poll/fd.go"),
                .now("net/http: TLS handshake timeout", "Go net/http transport.go"),
            ],
            means: "The registry did not answer in time.",
            because: "The network is slow, or a proxy or firewall swallows the request.",
            next: "Try again; set HTTP_PROXY and HTTPS_PROXY where the network needs them."),
        DockerFault(
            "no-manifest", .registry,
            [
                .now(
                    "no matching manifest for {} in the manifest list entries",
                    "moby/moby daemon/containerd/image_pull.go")
            ],
            means: "The image is not there for this kind of processor.",
            because: "It was published for others only.",
            next: "Choose another tag, or ask for another: --platform linux/amd64."),
        DockerFault(
            "name-unknown", .registry,
            [
                .now("name unknown", "distribution/distribution registry/api/v2 (NAME_UNKNOWN)")
            ],
            means: "The registry has no repository of that name.",
            because: "It is misspelt, or nothing was pushed there yet.",
            next: "Check the name; push first where it is to be new."),
    ]
}
