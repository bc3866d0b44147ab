/// Faults of instructions, as a build reports them.
extension DockerFault {
    static let building: [DockerFault] = [
        DockerFault(
            "unknown-instruction", .build,
            [
                .now("unknown instruction: {}", "moby/buildkit frontend/dockerfile/instructions/parse.go"),
                .before("Unknown instruction: {}", "moby/moby builder/dockerfile/evaluator.go (up to 17.06)"),
            ],
            means: "A line begins with a word that is not an instruction.",
            because: "It is misspelt, or the line is a shell command, or it goes on from a line whose `\\` is missing.",
            next: "Correct the word; put RUN before a shell command, or `\\` at the end of the line above."),
        DockerFault(
            "no-build-stage", .build,
            [.now("no build stage in current context", "moby/buildkit frontend/dockerfile/instructions/commands.go")],
            means: "An instruction stands above the first FROM.",
            because: "Only ARG may stand there: every other instruction changes an image, and FROM begins one.",
            next: "Write FROM, with a base image, as the first instruction."),
        DockerFault(
            "copy-arguments", .build,
            [
                .now(
                    "requires at least two arguments, but only one was provided. Destination could not be determined",
                    "moby/buildkit frontend/dockerfile/instructions/parse.go"),
                .before(
                    "{} requires at least two arguments", "moby/moby builder/dockerfile/dispatchers.go (up to 18.09)"),
            ],
            means: "COPY or ADD has a source and no destination.",
            because: "The last word is where to copy to; with a single word there is none.",
            next: "Write where the file goes, often `.`, the folder of WORKDIR: COPY requirements.txt ."),
        DockerFault(
            "from-arguments", .build,
            [
                .now(
                    "FROM requires either one or three arguments",
                    "moby/buildkit frontend/dockerfile/instructions/parse.go")
            ],
            means: "FROM takes an image, or an image and `AS name`.",
            because: "There is another word in the line, often a comment at its end.",
            next: "Write FROM IMAGE or FROM IMAGE AS NAME, and comments on lines of their own."),
        DockerFault(
            "instruction-flag", .build,
            [.now("unknown flag: {}", "moby/buildkit frontend/dockerfile/instructions/bflag.go")],
            means: "An option is not one of this instruction's, or of this command's.",
            because: "It is misspelt, or belongs to another instruction or command.",
            next: "See which options there are: docker COMMAND --help, or the Dockerfile reference for an instruction."),
        DockerFault(
            "empty-dockerfile", .build,
            [
                .now("file with no instructions", "moby/buildkit frontend/dockerfile/parser/parser.go"),
                .before("the Dockerfile ({}) cannot be empty", "docker/cli cli/command/image/build/context.go"),
                .before("the Dockerfile cannot be empty", "moby/buildkit frontend/dockerui/config.go"),
            ],
            means: "The Dockerfile has no instruction.",
            because: "It is empty on the disk: it may not have been saved.",
            next: "Save it in the editor, and see with `cat Dockerfile` that it has lines."),
        DockerFault(
            "env-form", .build,
            [
                .now(
                    "Syntax error - can't find = in {}. Must be of the form: name=value",
                    "moby/buildkit frontend/dockerfile/parser/line_parsers.go")
            ],
            means: "ENV or LABEL has a word without `=`.",
            because: "Where the first word has an `=`, each word needs one; a value with blanks needs quotes.",
            next: "Write NAME=VALUE, with quotes where the value has blanks: ENV GREETING=\"Hello there\""),
        DockerFault(
            "heredoc", .build,
            [.now("unterminated heredoc", "moby/buildkit frontend/dockerfile/parser/parser.go")],
            means: "The text behind `<<NAME` does not end.",
            because: "No line consists of the name alone.",
            next: "End it with a line that has the name and nothing else, no blanks before it."),
        DockerFault(
            "base-name", .build,
            [
                .now(
                    "base name ({}) should not be blank",
                    "moby/buildkit frontend/dockerfile/dockerfile2llb/convert.go")
            ],
            means: "FROM names nothing once its variables have their values.",
            because: "An ARG that it uses has no value, or stands below FROM.",
            next: "Put the ARG above FROM with a value, or give it one: --build-arg NAME=VALUE."),
        DockerFault(
            "circular-stages", .build,
            [
                .now(
                    "circular dependency detected on stage: {}",
                    "moby/buildkit frontend/dockerfile/dockerfile2llb/validations.go")
            ],
            means: "A stage copies from a stage that needs it.",
            because: "COPY --from of the two names each other.",
            next: "Let one of them do without the other, or put what both need into a third stage."),
        DockerFault(
            "target-stage", .build,
            [
                .now(
                    "target stage {} could not be found", "moby/buildkit frontend/dockerfile/dockerfile2llb/convert.go"),
                .before("failed to reach build target {} in Dockerfile", "moby/moby builder/dockerfile/builder.go"),
            ],
            means: "The Dockerfile has no stage of the name behind --target.",
            because: "The name is misspelt, or FROM has no AS.",
            next: "Write FROM IMAGE AS NAME, and --target NAME with the same name."),
        DockerFault(
            "command-failed", .build,
            [
                .now(
                    "process {} did not complete successfully: exit code: {}",
                    "moby/buildkit solver/llbsolver/ops/exec.go"),
                .before(
                    "The command {} returned a non-zero code: {}", "moby/moby daemon/builder/dockerfile/dispatchers.go"),
            ],
            means: "The command of a RUN ended with an error.",
            because: "The command itself says why, in the output of its step.",
            next: "Read the end of that output, where the command's own words are; mend what they name."),
        DockerFault(
            "shell-not-found", .build,
            [
                .now("/bin/sh: {}: not found", "busybox shell/ash.c, dash src/exec.c"),
                .now("bash: {}: command not found", "bash execute_cmd.c"),
            ],
            means: "The shell of a RUN or of a CMD in shell form has no such program.",
            because:
                "The image does not have it, or its name is misspelt; `[python,` comes from an array with wrong quotes.",
            next: "Install it in a RUN above, or correct the name; in an array, use double quotes."),
        DockerFault(
            "pip-no-version", .build,
            [
                .now(
                    "Could not find a version that satisfies the requirement {}",
                    "pypa/pip resolution/resolvelib/factory.py"),
                .now("No matching distribution found for {}", "pypa/pip resolution/resolvelib/factory.py"),
            ],
            means: "pip knows no such package, or not in that version.",
            because:
                "The name or the version in requirements.txt is misspelt, or this Python is too old or too new for it.",
            next: "Look the package up on pypi.org; pip lists the versions that there are in the line itself."),
        DockerFault(
            "pip-managed", .build,
            [.now("error: externally-managed-environment", "pypa/pip src/pip/_internal/exceptions.py")],
            means: "pip does not install into the Python of the distribution.",
            because: "The image marks its Python as the package manager's (PEP 668), as Debian and Alpine do.",
            next: "Take an image python:3.11-…, or make a virtual environment: RUN python3 -m venv /venv."),
        DockerFault(
            "apt-locate", .build,
            [.now("E: Unable to locate package {}", "Debian apt apt-pkg/cacheset.cc")],
            means: "apt knows no such package.",
            because: "The image holds no package lists, or the package has another name in this release.",
            next: "Run apt-get update in the same RUN, before apt-get install; look the name up on packages.debian.org."
        ),
        DockerFault(
            "apk-select", .build,
            [
                .now("ERROR: unable to select packages:", "alpine apk-tools src/commit.c"),
                .before("ERROR: unsatisfiable constraints:", "alpine apk-tools src/commit.c (up to 2.10)"),
            ],
            means: "Alpine's apk knows no such package.",
            because: "The package has another name in Alpine, or is in another branch.",
            next: "Look it up on pkgs.alpinelinux.org, and use apk add --no-cache NAME."),
        DockerFault(
            "name-resolution", .build,
            [
                .now("Temporary failure in name resolution", "glibc resolv/gai_strerror"),
                .now("Temporary failure resolving {}", "Debian apt methods/connect.cc"),
            ],
            means: "The step cannot find the address of a server.",
            because: "There is no network in the step, or its name server does not answer.",
            next: "See whether the machine itself is online; without a network, prepare what the step needs before."),
        DockerFault(
            "no-space", .build,
            [.now("no space left on device", "the kernel: ENOSPC")],
            means: "The disk is full, or has no room for another file.",
            because: "Images, layers and caches of earlier builds fill it.",
            next: "See what is used: docker system df. Free it: docker system prune."),
        DockerFault(
            "secret-missing", .build,
            [
                .now("secret {}: not found", "moby/buildkit session/secrets/secrets.go")
            ],
            means: "A step wants a secret that the command line does not give.",
            because: "RUN --mount=type=secret,required names an id that no --secret has.",
            next: "Give it: docker build --secret id=NAME,src=FILE ."),
    ]
}
