/// Faults in the form of an instruction: lists, flags, quotes and values.
extension DockerFault {
    static let forms: [DockerFault] = lists + values

    private static let lists: [DockerFault] = [
        DockerFault(
            "json-recommended", .build,
            [
                .now(
                    "JSON arguments recommended for {} to prevent unintended behavior related to OS signals",
                    "moby/buildkit frontend/dockerfile/linter/ruleset.go")
            ],
            means: "CMD or ENTRYPOINT is a line for a shell, not a list.",
            because:
                "It has no brackets, or what stands in them is not JSON: single quotes, a missing comma or bracket.",
            next: "Write a list with double quotes: CMD [\"python\", \"app.py\"]"),
        DockerFault(
            "json-strings", .build,
            [
                .now(
                    "when using JSON array syntax, arrays must be comprised of strings only",
                    "moby/buildkit frontend/dockerfile/parser/line_parsers.go")
            ],
            means: "A list holds something that is not text: a number, or another list.",
            because: "Each word of a list stands in double quotes, numbers too.",
            next: "Put double quotes around each word: CMD [\"sleep\", \"10\"]"),
        DockerFault(
            "json-required", .build,
            [
                .now(
                    "{} requires the arguments to be in JSON form",
                    "moby/buildkit frontend/dockerfile/instructions/parse.go")
            ],
            means: "SHELL takes a list in brackets and nothing else.",
            because: "It is a line without brackets, or the list is not JSON.",
            next: "Write it as a list: SHELL [\"/bin/bash\", \"-c\"]"),
        DockerFault(
            "onbuild-trigger", .build,
            [
                .now(
                    "{} isn't allowed as an ONBUILD trigger", "moby/buildkit frontend/dockerfile/instructions/parse.go"),
                .now(
                    "Chaining ONBUILD via `ONBUILD ONBUILD` isn't allowed",
                    "moby/buildkit frontend/dockerfile/instructions/parse.go"),
            ],
            means: "ONBUILD stands ahead of an instruction that it cannot keep for later.",
            because: "FROM, MAINTAINER and ONBUILD itself make no sense in the build of another image.",
            next: "Put RUN, COPY, ADD, ENV or another instruction behind ONBUILD."),
        DockerFault(
            "healthcheck-form", .build,
            [
                .now(
                    "Unknown type {} in HEALTHCHECK (try CMD)",
                    "moby/buildkit frontend/dockerfile/instructions/parse.go"),
                .now(
                    "Missing command after HEALTHCHECK CMD", "moby/buildkit frontend/dockerfile/instructions/parse.go"),
            ],
            means: "HEALTHCHECK has no command behind the word CMD, or not that word.",
            because: "Behind its flags HEALTHCHECK takes CMD and a command, or NONE.",
            next: "Write HEALTHCHECK CMD and the command: HEALTHCHECK CMD wget -q -O- http://localhost:5000/"),
    ]

    private static let values: [DockerFault] = [
        DockerFault(
            "instruction-arguments", .build,
            [
                .now(
                    "{} requires at least one argument", "moby/buildkit frontend/dockerfile/instructions/parse.go"),
                .now(
                    "{} requires exactly one argument", "moby/buildkit frontend/dockerfile/instructions/parse.go"),
            ],
            means: "Nothing stands behind an instruction, or more than it takes.",
            because: "Most instructions need a word, and WORKDIR, USER and STOPSIGNAL take one.",
            next: "Write what the instruction is about behind it, such as WORKDIR /app."),
        DockerFault(
            "flag-form", .build,
            [
                .now("duplicate flag specified: {}", "moby/buildkit frontend/dockerfile/instructions/bflag.go"),
                .now("missing a value on flag: {}", "moby/buildkit frontend/dockerfile/instructions/bflag.go"),
                .now(
                    "expecting boolean value for flag {}, not: {}",
                    "moby/buildkit frontend/dockerfile/instructions/bflag.go"),
            ],
            means: "A flag of an instruction is there twice, or its value is missing or is not one.",
            because: "Each flag is written once, as --name=value, without blanks.",
            next: "Write the flag once, with its value behind an `=`: COPY --chown=app app.py ."),
        DockerFault(
            "quote-open", .build,
            [
                .now(
                    "unexpected end of statement while looking for matching {}",
                    "moby/buildkit frontend/dockerfile/shell/lex.go")
            ],
            means: "A quote, or a `${`, is opened and never closed.",
            because: "Its other half is missing, or a quote that means itself has no `\\` before it.",
            next: "Close it, or write `\\` before a quote that means itself."),
        DockerFault(
            "chmod-format", .build,
            [
                .now(
                    "invalid chmod parameter: {}. it should be octal string and between 0 and 07777",
                    "moby/buildkit frontend/dockerfile/dockerfile2llb/convert.go")
            ],
            means: "What stands behind --chmod= is not a mode of files.",
            because: "A mode is a number of digits from 0 to 7.",
            next: "Write the mode as a number: COPY --chmod=755 run.sh /"),
        DockerFault(
            "signal-format", .build,
            [
                .now("invalid signal: {}", "moby/sys signal/signal.go"),
                .before("Invalid signal: {}", "moby/moby pkg/signal/signal.go"),
            ],
            means: "STOPSIGNAL, or --stop-signal, names a signal that there is not.",
            because: "The name is misspelt, or the number is too large.",
            next: "Name a signal: STOPSIGNAL SIGTERM"),
    ]
}
