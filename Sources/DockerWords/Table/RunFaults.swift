/// Faults of containers: what does not start, and what ends.
extension DockerFault {
    static let running: [DockerFault] = [
        DockerFault(
            "image-not-local", .run,
            [.now("Unable to find image {} locally", "docker/cli cli/command/container/create.go")],
            means: "The image is not on this machine; Docker goes on and asks a registry for it.",
            because: "It was never built or pulled under that name, or the name or tag is misspelt.",
            next: "See what there is: docker images. Build it with the same -t, or correct the name."),
        DockerFault(
            "executable-not-found", .run,
            [
                .now(
                    "exec: {}: executable file not found in $PATH", "Go os/exec lp_unix.go, through opencontainers/runc"
                ),
                .now("executable file not found in $PATH", "Go os/exec lp_unix.go, where the line is cut"),
                .now(
                    "exec: {}: stat {}: no such file or directory",
                    "opencontainers/runc libcontainer/standard_init_linux.go"),
            ],
            means: "The image has no program of that name. The exit status is 127.",
            because:
                "CMD or ENTRYPOINT is misspelt, the program is not installed, or an option stands behind the image's name.",
            next: "Write options before the image's name; correct CMD, or install the program in a RUN."),
        DockerFault(
            "exec-permission-denied", .run,
            [.now("exec: {}: permission denied", "Go os/exec lp_unix.go, through opencontainers/runc")],
            means: "The program is there and may not be executed. The exit status is 126.",
            because: "Its file has no x in its mode: editors and git on Windows do not set it.",
            next: "RUN chmod +x FILE, or COPY --chmod=755; or let its interpreter run it: CMD [\"sh\", \"FILE\"]."),
        DockerFault(
            "exec-is-directory", .run,
            [.now("exec: {}: is a directory", "Go os/exec lp_unix.go, through opencontainers/runc")],
            means: "What is to be run is a folder. The exit status is 126.",
            because: "CMD or ENTRYPOINT ends with the folder instead of the program in it.",
            next: "Name the program: [\"/app/run.sh\"], not [\"/app\"]."),
        DockerFault(
            "exec-format", .run,
            [
                .now("exec {}: exec format error", "opencontainers/runc libcontainer/standard_init_linux.go"),
                .before(
                    "exec user process caused{}exec format error",
                    "opencontainers/runc libcontainer/standard_init_linux.go (up to 1.0)"),
                .now("exec format error", "Linux's words for ENOEXEC, in any program's message"),
            ],
            means: "The kernel does not know how to start the file.",
            because: "It is built for another processor, or it is a script without `#!` on its first line.",
            next: "Build for this machine (--platform), or make the script's first line #!/bin/sh."),
        DockerFault(
            "exec-no-such-file", .run,
            [
                .now("exec {}: no such file or directory", "opencontainers/runc libcontainer/standard_init_linux.go"),
                .before(
                    "exec user process caused{}no such file or directory",
                    "opencontainers/runc libcontainer/standard_init_linux.go (up to 1.0)"),
            ],
            means: "The file is there; what it is to be run by is not.",
            because:
                "Its `#!` names a program that the image lacks (bash in Alpine), or its lines end with CR LF; or it is linked to libraries that are missing.",
            next: "Save it with LF, or install what `#!` names."),
        DockerFault(
            "workdir-chdir", .run,
            [
                .now("chdir to cwd ({}) set in config.json failed", "opencontainers/runc libcontainer/init_linux.go")
            ],
            means: "The folder in which the command is to start is not there, or not open to the user.",
            because: "WORKDIR or -w names it, and a volume lies over it, or USER may not enter it.",
            next: "See WORKDIR and -v; give the folder to the user with chown."),
        DockerFault(
            "unknown-user", .run,
            [
                .now("unable to find user {}: no matching entries in passwd file", "moby/sys user/user.go")
            ],
            means: "USER or -u names somebody whom the image does not know.",
            because: "The user was not made, or in another stage.",
            next: "RUN adduser -D NAME (Alpine) or useradd NAME (Debian), above USER; or use a number."),
        DockerFault(
            "unknown-group", .run,
            [
                .now("unable to find group {}: no matching entries in group file", "moby/sys user/user.go")
            ],
            means: "A group is named that the image does not know.",
            because: "It was not made, or in another stage.",
            next: "RUN addgroup NAME (Alpine) or groupadd NAME (Debian), or use a number."),
        DockerFault(
            "name-in-use", .run,
            [
                .now(
                    "Conflict. The container name {} is already in use by container {}", "moby/moby daemon/errors.go")
            ],
            means: "Another container has that name, one that has ended perhaps.",
            because: "A container keeps its name until it is removed.",
            next: "Remove the old one (docker rm NAME), choose another name, or run with --rm."),
        DockerFault(
            "no-such-container", .run,
            [.now("No such container: {}", "moby/moby daemon/container/view.go")],
            means: "No container has that name or ID.",
            because: "It was removed (--rm does so at its end), or an image's name was given.",
            next: "See what there is: docker ps -a"),
        DockerFault(
            "container-not-running", .run,
            [.now("container {} is not running", "moby/moby daemon/container/container.go")],
            means: "The command needs a container that runs, and this one has ended.",
            because: "Its program ended.",
            next: "See why: docker logs NAME. Start it again: docker start NAME."),
        DockerFault(
            "no-command", .run,
            [.now("no command specified", "moby/moby daemon/create.go")],
            means: "Nobody says what to run.",
            because: "The image has neither CMD nor ENTRYPOINT.",
            next: "Add CMD to the Dockerfile, or write the command behind the image's name."),
        DockerFault(
            "container-name", .run,
            [.now("Invalid container name ({}), only {} are allowed", "moby/moby daemon/names.go")],
            means: "The name behind --name has letters that a name may not have.",
            because: "Names have letters, digits, `_`, `.` and `-`, and begin with a letter or a digit.",
            next: "Choose such a name."),
        DockerFault(
            "bind-missing", .run,
            [
                .now("bind source path does not exist: {}", "moby/moby daemon/volume/mounts/validate.go")
            ],
            means: "--mount names a path of this machine that is not there.",
            because: "It is misspelt or relative; --mount makes nothing, unlike -v.",
            next: "Make it, or write the whole path: -v \"$PWD/data:/data\""),
        DockerFault(
            "bind-file", .run,
            [
                .now("Are you trying to mount a directory onto a file (or vice-versa)?", "moby/moby daemon/errors.go")
            ],
            means: "-v puts a folder over a file, or a file over a folder.",
            because: "The path of this machine was not there, and -v made a folder of it.",
            next: "Remove the empty folder, write the right path, and run again."),
        DockerFault(
            "volume-format", .run,
            [.now("invalid volume specification: {}", "moby/moby daemon/volume/mounts/mounts.go")],
            means: "The words behind -v cannot be read.",
            because: "They are SOURCE:TARGET or SOURCE:TARGET:ro, and the target begins with a slash.",
            next: "Write -v \"$PWD/data:/data\""),
        DockerFault(
            "volume-name", .run,
            [
                .now("includes invalid characters for a local volume name", "moby/moby daemon/volume/local/local.go")
            ],
            means: "The left side of -v is neither a whole path nor a volume's name.",
            because: "A relative path is taken for a name.",
            next: "Write the whole path: -v \"$PWD/data:/data\""),
        DockerFault(
            "not-a-tty", .run,
            [
                .now(
                    "cannot attach stdin to a TTY-enabled container because stdin is not a terminal",
                    "docker/cli cli/streams/in.go"),
                .before("the input device is not a TTY", "docker/cli cli/streams/in.go (up to 28)"),
            ],
            means: "-t wants a terminal, and the command has none.",
            because: "It runs in a script, in a pipe, or in CI.",
            next: "Leave out -t; -i alone passes the input on."),
        DockerFault(
            "oom-killed", .run,
            [
                .now("OOMKilled: true", "moby/moby api/types/container/state.go; exit status 137"),
                .now("Exited (137)", "docker ps; 128 + 9, SIGKILL"),
                .now("exited with code 137", "docker/compose pkg/compose; 128 + 9, SIGKILL"),
            ],
            means: "The container was killed: 137 is 128 + 9, SIGKILL.",
            because:
                "It used more memory than it may, or docker stop lost its patience after ten seconds, or docker kill.",
            next:
                "See docker inspect: OOMKilled says whether it was memory. Give more with -m, or let the program heed SIGTERM."
        ),
        DockerFault(
            "platform-warning", .run,
            [
                .now(
                    "The requested image's platform ({}) does not match the detected host platform ({})",
                    "moby/moby daemon/create.go")
            ],
            means: "The image is for another kind of processor than this machine has.",
            because: "It was built or pulled for that one; it may run slowly, or not at all.",
            next: "Build or pull it for this machine: --platform."),
        DockerFault(
            "no-such-image", .run,
            [.now("No such image: {}", "moby/moby daemon/images/image.go")],
            means: "No image of this machine has that name.",
            because: "It is misspelt, was never built, or has another tag than latest.",
            next: "See what there is: docker images"),
        DockerFault(
            "image-in-use", .run,
            [
                .now(
                    "conflict: unable to remove repository reference {} (must force) - container {} is using its referenced image",
                    "moby/moby daemon/images/image_delete.go")
            ],
            means: "A container was made of the image, so that it is not removed.",
            because: "A container that has ended needs its image too, until it is removed.",
            next: "Remove the container first (docker rm), or use rmi -f."),
        DockerFault(
            "remove-running", .run,
            [
                .now(
                    "container is {}: stop the container before removing or force remove",
                    "moby/moby daemon/delete.go"),
                .before(
                    "You cannot remove a running container {}. Stop the container before attempting removal or force remove",
                    "moby/moby daemon/delete.go (up to 25)"),
            ],
            means: "The container still runs.",
            because: "rm removes what has ended.",
            next: "docker stop NAME, then docker rm NAME; or docker rm -f NAME."),
        DockerFault(
            "memory-limit", .run,
            [.now("Minimum memory limit allowed is 6MB", "moby/moby daemon/daemon_unix.go")],
            means: "The number behind -m is too small.",
            because: "Without a unit it counts bytes: -m 512 is 512 bytes.",
            next: "Write a unit: -m 512m"),
    ]
}
