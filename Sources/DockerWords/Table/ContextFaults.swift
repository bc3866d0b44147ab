/// Faults of what a build is given: the Dockerfile, the context, the base.
extension DockerFault {
    static let contexts: [DockerFault] = [
        DockerFault(
            "dockerfile-missing", .build,
            [
                .now(
                    "failed to read dockerfile: open {}: no such file or directory",
                    "moby/buildkit frontend/dockerui/config.go"),
                .before(
                    "unable to prepare context: unable to evaluate symlinks in Dockerfile path: lstat {}: no such file or directory",
                    "docker/cli cli/command/image/build/context.go"),
            ],
            means: "The folder of the build has no Dockerfile.",
            because: "The command runs in another folder, or the file has another name (Dockerfile.txt).",
            next: "Go to its folder (cd), rename it to Dockerfile, or name it: -f PATH."),
        DockerFault(
            "context-argument", .build,
            [
                .now(
                    "docker buildx build requires 1 argument",
                    "docker/cli cli/required.go, docker/buildx commands/build.go"),
                .before("docker build requires exactly 1 argument", "docker/cli cli/required.go"),
                .before("docker buildx build requires exactly 1 argument", "docker/cli cli/required.go (up to 27)"),
            ],
            means: "The command has no folder to build.",
            because: "The dot at its end is missing, or grown together with the word before it.",
            next: "Put a blank and a dot at the end: docker build -t NAME ."),
        DockerFault(
            "context-missing", .build,
            [
                .now("unable to prepare context: path {} not found", "docker/cli cli/command/image/build.go")
            ],
            means: "There is no folder of that name.",
            because: "A word of the command, often an option without its `-`, was taken for the folder to build.",
            next: "Name a folder that is there; `.` is the one that you are in."),
        DockerFault(
            "dockerfile-outside", .build,
            [
                .now(
                    "the Dockerfile ({}) must be within the build context",
                    "docker/cli cli/command/image/build/context.go")
            ],
            means: "-f names a Dockerfile above the folder of the build.",
            because: "The older builder reads nothing outside of that folder.",
            next: "Build from the folder that holds both."),
        DockerFault(
            "copy-not-found", .build,
            [
                .now(
                    "failed to calculate checksum of ref {}: {}: not found",
                    "moby/buildkit solver/llbsolver/ops/opsutils/contenthash.go"),
                .before(
                    "COPY failed: file not found in build context or excluded by .dockerignore: stat {}: file does not exist",
                    "moby/moby daemon/builder/dockerfile/copy.go"),
                .before(
                    "COPY failed: stat {}: no such file or directory", "moby/moby builder/dockerfile (up to 19.03)"),
            ],
            means: "COPY or ADD names a file that the build does not have.",
            because:
                "It is misspelt (capitals count), lies above the folder of the build, or .dockerignore leaves it out.",
            next: "See with ls what is there; paths are below the folder of the build, never above it."),
        DockerFault(
            "copy-outside", .build,
            [
                .before(
                    "forbidden path outside the build context: {}", "moby/moby daemon/builder/remotecontext/archive.go")
            ],
            means: "COPY names a path above the folder of the build.",
            because: "A build reads only what is in its folder; `..` does not lead out of it.",
            next: "Build from the folder above (docker build -f app/Dockerfile .), or move the file into this one."),
        DockerFault(
            "copy-many", .build,
            [
                .before(
                    "When using COPY with more than one source file, the destination must be a directory and end with a /",
                    "moby/moby daemon/builder/dockerfile/copy.go")
            ],
            means: "COPY has several sources, and its destination does not look like a folder.",
            because: "The last word of COPY is the destination, and several files fit into a folder only.",
            next: "End the destination with a slash: COPY a.py b.py ./"),
        DockerFault(
            "name-upper-case", .build,
            [
                .now(
                    "invalid reference format: repository name ({}) must be lowercase",
                    "distribution/reference normalize.go"),
                .before(
                    "invalid reference format: repository name must be lowercase",
                    "distribution/reference normalize.go (up to 2023)"),
            ],
            means: "The name of an image has capital letters.",
            because: "Names of images are written in small letters; only tags may have capitals.",
            next: "Write it in small letters: my-flask-app:v1"),
        DockerFault(
            "name-format", .build,
            [
                .now("invalid reference format", "distribution/reference reference.go")
            ],
            means: "A word that should name an image is not a name.",
            because:
                "A variable in it is empty, it has a blank or a `:` too many, or an option before it took the wrong word.",
            next: "Names are like registry/folder/name:tag, in small letters, digits, `.`, `_` and `-`."),
        DockerFault(
            "base-not-found", .build,
            [
                .now(
                    "failed to resolve source metadata for {}: not found",
                    "moby/buildkit client/llb/sourceresolver/imageresolver.go")
            ],
            means: "The image behind FROM is not in the registry.",
            because: "Its name or its tag is misspelt, or that tag was never there.",
            next: "Look the name and its tags up on hub.docker.com."),
        DockerFault(
            "base-no-access", .build,
            [
                .now(
                    "failed to resolve source metadata for {}: pull access denied",
                    "moby/buildkit client/llb/sourceresolver/imageresolver.go, containerd remotes/docker/resolver.go")
            ],
            means: "The registry does not give the image behind FROM.",
            because: "There is no such repository, or it is private. Docker Hub does not say which.",
            next: "Check the name; if it is private, docker login first."),
        DockerFault(
            "base-no-platform", .build,
            [
                .now("no match for platform in manifest", "containerd/containerd core/images/image.go")
            ],
            means: "The image is not there for this kind of processor.",
            because: "It was built for others only, such as amd64 alone on an arm64 machine.",
            next: "Choose a tag that has it, or build for another: --platform linux/amd64."),
    ]
}
