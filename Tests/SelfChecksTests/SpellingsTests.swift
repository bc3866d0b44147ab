import BuildPlan
import LessonFormat
import SelfChecks
import Testing

/// One and the same, written in ways that an author did not think of.
@Suite struct SpellingsTests {
    private func judgeFile(_ text: String, _ expectation: DockerfileExpectation) throws -> Verdict {
        try judge(.dockerfile(path: "Dockerfile", expectation), evidence(file: "Dockerfile", text))
    }

    @Test(arguments: [
        "FROM python:3.11-alpine", "from python:3.11-alpine\n", "FROM python:3.11-alpine\r\nRUN a\r\n",
        "\u{FEFF}FROM python:3.11-alpine\n", "\tFROM\tpython:3.11-alpine\n",
        "FROM docker.io/library/python:3.11-alpine",
        "FROM --platform=linux/amd64 python:3.11-alpine AS app",
        "ARG TAG=3.11-alpine\nFROM python:${TAG}", "ARG IMAGE=python\nFROM ${IMAGE:-ruby}:3.11-alpine",
        "FROM python:3.11-alpine AS Build\nRUN a\nFROM build",
        "FROM python:3.11-alpine@sha256:\(String(repeating: "a", count: 64))",
        "# syntax=docker/dockerfile:1\n# a comment\nFROM \\\n  python:3.11-alpine",
    ])
    func isTheSameBase(text: String) throws {
        let verdict = try judgeFile(text, .base("python:3.11-alpine"))
        #expect(verdict.isPassed, "\(verdict)")
    }

    @Test(arguments: [
        "FROM python:3.11", "FROM python", "FROM ghcr.io/x/python:3.11-alpine", "# FROM python:3.11-alpine", "",
        "FROM python:3.11-alpine AS a\nFROM scratch", "FROM ${NOPE}", "FROM python:3.11-alpine-x",
        "FORM python:3.11-alpine",
    ])
    func isAnotherBase(text: String) throws { #expect(try !judgeFile(text, .base("python:3.11-alpine")).isPassed) }

    @Test(arguments: [
        ("WORKDIR /app", "WORKDIR /app/"), ("WORKDIR /app", "WORKDIR \"/app\""), ("WORKDIR /app", "workdir app"),
        ("WORKDIR /app", "ENV HOME=/app\nWORKDIR $HOME"), ("WORKDIR /srv/app", "WORKDIR /srv\nWORKDIR app"),
        ("COPY requirements.txt .", "COPY ./requirements.txt ./"),
        ("COPY requirements.txt .", #"COPY ["requirements.txt", "."]"#),
        ("COPY requirements.txt .", "COPY --chown=1000:1000 requirements.txt constraints.txt ."),
        ("COPY requirements.txt .", "COPY \\\n  requirements.txt \\\n  ."),
        ("RUN pip install --no-cache-dir -r requirements.txt", "RUN pip install -r requirements.txt --no-cache-dir"),
        (
            "RUN pip install --no-cache-dir -r requirements.txt",
            "RUN python -m pip install --no-cache-dir -r ./requirements.txt"
        ),
        ("RUN pip install -r requirements.txt", "RUN <<EOF\nset -e\npip install -r requirements.txt\nEOF"),
        ("RUN pip install -r requirements.txt", "RUN [\"pip\", \"install\", \"-r\", \"requirements.txt\"]"),
        ("EXPOSE 5000", "EXPOSE 5000/tcp"), ("EXPOSE 5000", "ARG PORT=5000\nEXPOSE $PORT"),
        ("EXPOSE 5000", "EXPOSE 80 5000\r"), ("CMD python app.py", "CMD [\"python\",\"app.py\"]"),
        ("CMD python app.py", "CMD python -u ./app.py"), ("CMD python app.py", "CMD\tpython\tapp.py"),
        ("ENV A b", "ENV A=\"b\""), ("COPY --from", "COPY --from=build /a /b"),
    ])
    func saysTheSame(wanted: String, text: String) throws {
        let words = wanted.split(separator: " ", maxSplits: 1).map(String.init)
        let verdict = try judgeFile("FROM a\n" + text, .has(keyword: words[0], argument: words[1]))
        #expect(verdict.isPassed, "\(verdict)")
    }

    @Test(arguments: [
        ("WORKDIR /app", "WORKDIR /application"), ("WORKDIR /app", "# WORKDIR /app"), ("EXPOSE 5000", "EXPOSE 50000"),
        ("EXPOSE 5000", "EXPOSE 5000/udp"), ("CMD python app.py", "CMD app.py python"),
        ("CMD python app.py", "ENTRYPOINT python app.py"), ("COPY requirements.txt .", "COPY requirement.txt ."),
        ("RUN pip install --no-cache-dir", "RUN pip install flask"), ("COPY --from", "COPY from to"),
    ])
    func saysSomethingElse(wanted: String, text: String) throws {
        let words = wanted.split(separator: " ", maxSplits: 1).map(String.init)
        #expect(try !judgeFile("FROM a\n" + text, .has(keyword: words[0], argument: words[1])).isPassed)
    }

    /// The step of a build that a lesson means.
    @Test(arguments: [
        ("COPY app.py .", "COPY app.py /app/", true), ("COPY app.py .", "copy ./app.py ./", true),
        ("COPY app.py .", #"COPY ["app.py", "."]"#, true), ("COPY app.py .", "COPY --chmod=644 app.py .", true),
        ("COPY app.py .", "COPY apps.py .", false), ("WORKDIR /app", "WORKDIR /app/", true),
        ("RUN pip install", "RUN --mount=type=cache,target=/c pip install -r requirements.txt", true),
        ("RUN pip install", "RUN pip install -r requirements.txt", true), ("RUN", "RUN true", true),
        ("RUN", "RUNX", false),
    ])
    func isTheStepThatIsMeant(wanted: String, text: String, passes: Bool) throws {
        var evidence = Evidence()
        let image = BuiltImage(imageID: "sha256:1", tags: [], size: 1, hits: 1, executed: 0, secondsSaved: 0)
        evidence.build = BuildEvidence(steps: [.init(text: text, outcome: .done)], result: .succeeded(image))
        #expect(try judge(.build(.executed(wanted)), evidence).isPassed == passes)
    }

    @Test(arguments: [
        (FileExpectation.contains("a\nb"), "a\r\nb\r\n", true), (.contains("a\nb"), "a \nb", true),
        (.matches("(?m)^b$"), "a\r\nb\r\n", true), (.matches("(?m)^b$"), "a\r\nb", true),
        (.matches("^a"), "\u{FEFF}a", true), (.lacks("b"), "a\r\n", true), (.lacks("b"), "a\nabc\n", false),
        (.equalsSolution, "\u{FEFF}a\r\nb", true), (.equalsSolution, "a\tb", false), (.equalsSolution, "", false),
    ])
    func aFileIsJudgedWhateverItsLineEnds(expectation: FileExpectation, text: String, passes: Bool) throws {
        let verdict = try judge(
            .file(path: "f", expectation), evidence(file: "f", text), solution: ["f": Array("a\nb\n".utf8)])
        #expect(verdict.isPassed == passes, "\(verdict)")
    }

    /// The author's advice is about a thing as it is; where there is none, the check's own words are.
    @Test func whatIsMissingIsSaidFirst() throws {
        var evidence = Evidence()
        evidence.images["a:v1"] = .some(nil)
        let verdict = try judge(
            .image(reference: "a:v1", .config(field: "User", .contains("1000"))), evidence, advice: "Add USER 1000.")
        #expect(verdict.failure?.advice == "Build it: docker build -t a:v1 .")
    }

    @Test func anImageThatOnlyLacksANameIsNotBuilt() throws {
        var evidence = Evidence()
        evidence.images["a:v1.1"] = .some(nil)
        let verdict = try judge(
            .image(reference: "a:v1.1", .exists), evidence, actions: [.run("docker tag a:v1 a:v1.1")])
        #expect(verdict.failure?.advice == "Give an image that name: docker tag a:v1 a:v1.1")
    }
}
