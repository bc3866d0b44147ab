extension InstructionGuide {
    private static func table(_ guides: [InstructionGuide]) -> [Keyword: InstructionGuide] {
        Dictionary(guides.map { ($0.keyword, $0) }) { first, _ in first }
    }

    static let ofFiles = table([
        InstructionGuide(
            .from, "Begins a stage: the image that everything below builds on.",
            syntax: ["FROM [--platform=PLATFORM] IMAGE [AS NAME]"], example: "FROM python:3.11-alpine",
            note: "Name a version: `latest` is another image every few weeks."),
        InstructionGuide(
            .run, "Runs a command while the image is built, and keeps the files that it changed as a layer.",
            syntax: ["RUN COMMAND", "RUN [\"PROGRAM\", \"ARGUMENT\"]", "RUN <<EOF"],
            example: "RUN pip install --no-cache-dir -r requirements.txt",
            note: "It runs again only when its text or anything above it has changed."),
        InstructionGuide(
            .copy, "Copies files from the build context, or from another stage, into the image.",
            syntax: ["COPY [--from=STAGE] [--chown=USER:GROUP] [--chmod=MODE] SOURCE … DESTINATION"],
            example: "COPY requirements.txt .",
            note: "Copy what changes seldom first: a changed file makes everything below it run again."),
        InstructionGuide(
            .add, "Copies files like COPY, and also downloads URLs and unpacks archives.",
            syntax: ["ADD [--checksum=DIGEST] [--chown=USER:GROUP] SOURCE … DESTINATION"],
            example: "ADD https://example.com/data.tar.gz /data/",
            note: "Take COPY unless you need what only ADD can do."),
        InstructionGuide(
            .workdir, "Sets the folder that the instructions below and the container work in; makes it if need be.",
            syntax: ["WORKDIR /PATH"], example: "WORKDIR /app",
            note: "`cd` in a RUN ends with that RUN; WORKDIR stays."),
        InstructionGuide(
            .volume, "Marks a folder whose content lives outside of the container's own file system.",
            syntax: ["VOLUME /PATH …", "VOLUME [\"/PATH\"]"], example: "VOLUME /var/lib/data",
            note: "What the image holds there is the volume's first content."),
    ])

    static let ofStart = table([
        InstructionGuide(
            .cmd, "Says which command a container runs when it starts and nothing else is asked for.",
            syntax: ["CMD [\"PROGRAM\", \"ARGUMENT\"]", "CMD COMMAND"], example: "CMD [\"python\", \"app.py\"]",
            note: "Only the last CMD of a stage counts; a command behind `docker run IMAGE` replaces it."),
        InstructionGuide(
            .entrypoint, "Says which program a container always runs; CMD gives its arguments.",
            syntax: ["ENTRYPOINT [\"PROGRAM\", \"ARGUMENT\"]", "ENTRYPOINT COMMAND"],
            example: "ENTRYPOINT [\"python\", \"app.py\"]",
            note: "In the list form the program itself gets the signals, so it can stop properly."),
        InstructionGuide(
            .expose, "Writes down which port the container listens on.",
            syntax: ["EXPOSE PORT[/PROTOCOL] …"], example: "EXPOSE 5000",
            note: "It publishes nothing: `docker run -p 5000:5000` does."),
        InstructionGuide(
            .healthCheck, "Says how to find out whether the container is well.",
            syntax: ["HEALTHCHECK [--interval=TIME] [--timeout=TIME] [--retries=N] CMD COMMAND", "HEALTHCHECK NONE"],
            example: "HEALTHCHECK --interval=30s CMD wget -q -O- http://localhost:5000 || exit 1",
            note: "The command's exit status 0 means well, 1 means unwell."),
        InstructionGuide(
            .stopSignal, "Sets the signal that asks the container to stop.",
            syntax: ["STOPSIGNAL SIGNAL"], example: "STOPSIGNAL SIGINT", note: "Without it, it is SIGTERM."),
        InstructionGuide(
            .user, "Sets the user that the RUNs below and the container run as.",
            syntax: ["USER NAME[:GROUP]"], example: "USER app",
            note: "Make the user first: RUN adduser -D app."),
    ])

    static let ofSettings = table([
        InstructionGuide(
            .env, "Sets variables for the instructions below and for the container.",
            syntax: ["ENV NAME=VALUE …"], example: "ENV PYTHONUNBUFFERED=1",
            note: "They stay in the image and everyone can read them: no passwords here."),
        InstructionGuide(
            .arg, "Declares a variable that the build can be given with --build-arg.",
            syntax: ["ARG NAME[=DEFAULT] …"], example: "ARG VERSION=3.11",
            note: "It exists while the image is built only; before FROM it counts for FROM only."),
        InstructionGuide(
            .label, "Attaches notes to the image: names with values.",
            syntax: ["LABEL NAME=VALUE …"], example: "LABEL org.opencontainers.image.authors=\"me@example.com\"",
            note: "Read them with docker inspect."),
        InstructionGuide(
            .shell, "Sets the shell that runs commands in the shell form.",
            syntax: ["SHELL [\"SHELL\", \"ARGUMENT\"]"], example: "SHELL [\"/bin/bash\", \"-o\", \"pipefail\", \"-c\"]",
            note: "Without it, it is /bin/sh -c."),
        InstructionGuide(
            .onBuild, "Keeps an instruction for later: it runs when another image is built on this one.",
            syntax: ["ONBUILD INSTRUCTION"], example: "ONBUILD COPY . /app",
            note: "People who build on the image do not see it in their Dockerfile."),
        InstructionGuide(
            .maintainer, "Names the author; no longer used.",
            syntax: ["MAINTAINER NAME"], example: "LABEL org.opencontainers.image.authors=\"me@example.com\"",
            note: "Write a LABEL instead."),
    ])
}
