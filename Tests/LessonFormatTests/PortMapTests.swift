@testable import LessonFormat
import Testing

/// A lesson on a machine where somebody else has its ports.
struct PortMapTests {
    private static let map = PortMap([
        8080: .init(port: 8081, holder: "bob"), 5443: .init(port: 5500), 80: .init(port: 80),
    ])

    @Test(arguments: [
        ("Open http://localhost:8080/a, or 127.0.0.1:8080.", "Open http://localhost:8081/a, or 127.0.0.1:8081."),
        ("docker run -p 8080:80 small:v1", "docker run -p 8081:80 small:v1"),
        ("docker run --publish=127.0.0.1:8080:8080 a", "docker run --publish=127.0.0.1:8081:8080 a"),
        ("`-p 8080:8080`", "`-p 8081:8080`"),
        ("0.0.0.0:8080->8080/tcp, [::]:8080->8080/tcp", "0.0.0.0:8081->8080/tcp, [::]:8081->8080/tcp"),
        ("8080->80/tcp", "8081->80/tcp"),
        ("docker push localhost:5443/ada/tides:1.0", "docker push localhost:5500/ada/tides:1.0"),
        ("from port 8080 of your machine to port 8080 of it", "from port 8081 of your machine to port 8080 of it"),
        ("Port 8080 of this machine", "Port 8081 of this machine"),
        // What speaks of the container, of another number, or of no port at all, stays.
        ("EXPOSE 8080", "EXPOSE 8080"), ("app.run(port=8080)", "app.run(port=8080)"),
        ("localhost:80801 and localhost:80", "localhost:80801 and localhost:80"),
        ("-p 9090:8080", "-p 9090:8080"), ("tides:8080", "tides:8080"), ("a.8080:1", "a.8080:1"),
        ("ä 8080 ö", "ä 8080 ö"), ("", ""),
    ])
    func aTextFollowsWhereItSpeaksOfThisMachine(_ text: String, _ expected: String) {
        #expect(Self.map.following(text) == expected)
        #expect(PortMap().following(text) == text)
    }

    @Test func aPortThatIsItsOwnReplacementIsNone() {
        #expect(PortMap([80: .init(port: 80)]).isEmpty)
        #expect(Self.map.port(8080) == 8081 && Self.map.port(80) == 80 && Self.map.port(1) == 1)
    }

    private func lesson(_ text: String = Self.text) throws -> Lesson {
        var lesson = MiniatureLesson()
        lesson.content["steps/02-change-it.md"] = text
        return try lesson.lesson()
    }

    private static let text = """
        ---
        title: Change it
        goal: http://localhost:8080 answers.
        checks:
          - title: A container of small:v1 publishes port 8080
            container: { image: "small:v1", publishes: 8080 }
          - title: http://localhost:8080 answers
            http: { url: "http://localhost:8080/" }
          - title: It listens on port 8080
            file: { path: note.txt, contains: "8080" }
          - title: The page is there
            command: { run: "curl localhost:8080" }
        hints: ["-p 8080:80"]
        solution:
          - start: -p 8080:80 small:v1
          - fetch: http://localhost:8080/
        ---
        Open **http://localhost:8080**, and see `docker ps`:

        ```text
        127.0.0.1:8080->80/tcp
        ```

        ```dockerfile
        HEALTHCHECK CMD wget -q -O- http://localhost:8080
        ```

        ```sh {exec}
        docker run -p 8080:80 small:v1
        ```

        ```text {file=other.txt}
        localhost:8080
        ```
        """

    @Test func stepsChecksAndWhatRunsHaveThePortsThatThereAre() throws {
        let wished = try lesson()
        let lesson = wished.with(ports: Self.map)
        #expect(wished.wishedPorts == [8080] && lesson.wishedPorts == [8081])
        #expect(lesson.image == LessonImage(reference: "small:v1", port: 8081, containerPort: 80))
        let step = lesson.steps[1]
        #expect(step.goal == "http://localhost:8081 answers." && step.hints == ["-p 8081:80"])
        #expect(step.solution == [.start("-p 8081:80 small:v1"), .fetch("http://localhost:8081/")])
        #expect(
            step.checks.map(\.kind) == [
                .container(image: "small:v1", .publishes(port: 8081)),
                .http(url: "http://localhost:8081/", status: 200, contains: nil),
                .file(path: "note.txt", .contains("8080")),
                .command(line: "curl localhost:8081", status: 0, contains: nil),
            ])
        #expect(
            step.checks.map(\.title) == [
                "A container of small:v1 publishes port 8081", "http://localhost:8081 answers",
                "It listens on port 8080", "The page is there",
            ])
        #expect(step.checks[0].advice == "Stop it, then run it with -p 8081:80.")
        let code = step.body.compactMap { block -> String? in
            guard case .code(let code) = block else { return nil }
            return code.text
        }
        #expect(
            code == [
                "127.0.0.1:8081->80/tcp\n", "HEALTHCHECK CMD wget -q -O- http://localhost:8080\n",
                "docker run -p 8081:80 small:v1\n", "localhost:8080\n",
            ])
    }

    /// A step that is not about the port stays as it is; the first one that is says what became of it.
    @Test func itIsSaidOnceAndWithWhoHasThePort() throws {
        let wished = try lesson()
        let lesson = wished.with(ports: Self.map)
        #expect(lesson.steps[0] == wished.steps[0])
        let words =
            "Port 8080 is taken by bob, so your lab has port 8081 in its place. "
            + "The texts, commands and checks of this lesson follow."
        #expect(lesson.steps[1].body.first == .quote([.paragraph([.text(words)])]))
        #expect(lesson.steps[1].body.count == wished.steps[1].body.count + 1)
    }

    @Test func aLessonWithoutThesePortsIsAsItWas() throws {
        let wished = try lesson()
        #expect(wished.with(ports: PortMap([9999: .init(port: 1)])) == wished)
        #expect(wished.with(ports: PortMap()) == wished)
    }

    /// An answer that is tried with the checks names them by their titles, and does what a learner would do.
    @Test func answersThatAreTriedFollow() throws {
        var wished = try lesson()
        let title = "http://localhost:8080 answers"
        let actions: [LessonAction] = [.run("docker run -p 8080:80 a"), .fetch("http://localhost:8080/")]
        wished.steps[1].trials = [
            Trial(outcome: .fails(checks: [title]), name: "a", files: [:], edits: [], actions: actions, file: "t")
        ]
        let trial = try #require(wished.with(ports: Self.map).steps[1].trials.first)
        #expect(trial.outcome == .fails(checks: ["http://localhost:8081 answers"]))
        #expect(trial.actions == [.run("docker run -p 8081:80 a"), .fetch("http://localhost:8081/")])
    }

    @Test func aRegistryOfTheLessonFollows() throws {
        let wished = try MiniatureLesson().replacing(
            "steps:", with: "registry: { port: 5443, accounts: [ada] }\nsteps:", in: "lesson.yaml"
        ).lesson()
        #expect(wished.wishedPorts == [5443, 8080])
        #expect(wished.with(ports: Self.map).registry?.domain == "localhost:5500")
    }
}
