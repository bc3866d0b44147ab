import LessonFormat
import SelfChecks
import Testing

@Suite struct DockerfileCheckTests {
    private static let file = """
        FROM python:3.11-alpine AS build
        WORKDIR /app/
        copy ./requirements.txt ./
        RUN --mount=type=cache,target=/c \\
            pip install   -r requirements.txt
        COPY app.py .
        EXPOSE 5000/tcp
        CMD python app.py
        """

    /// Equivalent spellings pass; other content does not.
    @Test(arguments: [
        (DockerfileExpectation.has(keyword: "WORKDIR", argument: "/app"), true),
        (.has(keyword: "COPY", argument: "requirements.txt ."), true),
        (.has(keyword: "RUN", argument: "pip install -r requirements.txt"), true),
        (.has(keyword: "CMD", argument: #"["python", "app.py"]"#), true),
        (.has(keyword: "CMD", argument: "python other.py"), false), (.has(keyword: "USER", argument: nil), false),
        (.hasNot(keyword: "USER", argument: nil), true), (.hasNot(keyword: "COPY", argument: "app.py"), false),
        (.order(["COPY requirements.txt", "RUN pip install", "COPY app.py"]), true),
        (.order(["COPY app.py", "RUN pip install"]), false), (.base("python:3.11-alpine"), true),
        (.base("python:3.12-alpine"), false), (.noFinding(rule: "JSONArgsRecommended"), false),
        (.noFinding(rule: "MaintainerDeprecated"), true),
    ])
    func isJudgedByWhatItSays(expectation: DockerfileExpectation, passes: Bool) throws {
        let verdict = try judge(.dockerfile(path: "Dockerfile", expectation), evidence(file: "Dockerfile", Self.file))
        #expect(verdict.isPassed == passes, "\(verdict)")
    }

    @Test func aSlipInTheKeywordIsNamed() throws {
        let verdict = try judge(
            .dockerfile(path: "Dockerfile", .has(keyword: "WORKDIR", argument: "/app")),
            evidence(file: "Dockerfile", "FROM a\nWORKDIT /app\n"))
        #expect(verdict.failure?.found == "line 2: WORKDIT, which is not an instruction")
    }
}
