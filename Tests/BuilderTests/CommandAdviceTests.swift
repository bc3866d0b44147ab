import BuildPlan
import Testing

@testable import Builder

/// What is said of a command that failed, by its own words.
@Suite struct CommandAdviceTests {
    @Test(arguments: [
        ("RUN apt-get update", 127, "/bin/sh: apt-get: not found\n", "another system's"),
        ("RUN sudo ls", 127, "/bin/sh: 1: sudo: not found\n", "leave sudo out"),
        ("RUN apk add x", 127, "/bin/sh: 1: apk: not found\n", "apt-get install -y NAME"),
        ("RUN ./run.sh", 127, "env: can't execute 'bash': not found\n", "use sh"),
        ("RUN curl x", 127, "sh: curl: not found\n", "has no curl"),
        ("RUN pyhton", 127, "sh: pyhton: not found\n", "check its spelling"),
        (
            "RUN [ \"sh\", \"-c\", 'echo hi' ]", 2, "sh: missing ]\n/bin/sh: [: x\n",
            "Write RUN [\"sh\", \"-c\", \"echo hi\"]"
        ),
        ("RUN pip install flaskk", 1, "ERROR: No matching distribution found for flaskk", "name and version. If"),
        ("RUN pip install -r requirements.txt", 1, "No matching distribution found for x", "in requirements.txt"),
        (
            "RUN pip install -r /app/requirements.txt", 1, "ERROR: Could not open requirements file: [Errno 2]",
            "A `cd` holds only for its own RUN"
        ),
        ("RUN pip install -r r.txt", 1, "ERROR: Could not open requirements file: [Errno 2]", "under the same WORKDIR"),
    ])
    func aFailedCommandIsAnsweredWithItsCure(_ text: String, _ status: Int32, _ output: String, _ words: String) {
        let advice = CommandAdvice.advice(of: text, status: status, output: output)
        #expect(advice?.contains(words) == true, "\(advice ?? "no advice")")
    }

    @Test(
        arguments: [
            (
                "Did you mean `build`, the stage of line 1?", "Did you mean `busybox`? Check the name.",
                "Did you mean `build`, the stage of line 1? Check the name."
            ),
            (
                "The store has `a:v1`: did you mean that?", "Did you mean `alpine`?",
                "The store has `a:v1`: did you mean that?"
            ),
            (nil, "Did you mean `alpine`? Check the name.", "Did you mean `alpine`? Check the name."),
            ("Mend line 2.", "Did you mean `alpine`?", "Mend line 2. Did you mean `alpine`?"), (nil, nil, nil),
        ] as [(String?, String?, String?)])
    func oneGuessIsEnough(_ hint: String?, _ advice: String?, _ said: String?) {
        #expect(StepError.joined(hint, advice) == said)
    }

    /// A warning names the line and the mended one; a COPY that fails of it says so ahead of other advice.
    @Test func aListThatIsNotJSONIsTold() throws {
        let lab = try BuildLab()
        let built = try lab.build("FROM scratch\nHEALTHCHECK CMD ['x']\nCMD [\"a\", \"b\"\n")
        let warnings = built.events.compactMap { event -> String? in
            if case .warning(let warning) = event { "\(warning.line ?? 0): \(warning.message)" } else { nil }
        }
        #expect(
            warnings == [
                "2: HEALTHCHECK is not JSON: it has single quotes where JSON has double ones. Write HEALTHCHECK CMD [\"x\"]",
                "3: CMD is not JSON: its `]` is missing. Write CMD [\"a\", \"b\"]",
            ])
        let failed = try lab.build("FROM scratch\nCOPY [\"a.txt\" \"b/\"]\n")
        let advice = failed.failure?.advice ?? ""
        #expect(advice.hasPrefix("COPY is not JSON: a comma is missing. Write COPY [\"a.txt\", \"b/\"]."), "\(failed)")
    }

    /// What `slipway lint` knows of the line is said where its command fails.
    @Test func anArgumentAboveFromIsNamedWhereARunFails() throws {
        let lab = try BuildLab()
        try lab.addBusybox()
        let stage = "FROM scratch\nCOPY busybox /bin/sh\n"
        let check = "RUN test -n \"$DIR\"\n"
        let failed = try lab.build("ARG DIR=/data\n" + stage + check)
        #expect(failed.failure?.location == "Dockerfile:4:1")
        #expect(
            failed.failure?.advice
                == "`$DIR` is empty here: its ARG stands above FROM, and counts for FROM alone. "
                + "Write ARG DIR below FROM, above this line.")
        // With the cure the argument has its value, and another failure is not blamed on it.
        let cured = try lab.build("ARG DIR=/data\n" + stage + "ARG DIR\n" + check)
        #expect(cured.image != nil, "\(cured.failure?.message ?? "")")
        let other = try lab.build("ARG DIR=/data\n" + stage + "ARG DIR\nRUN test -z \"$DIR\"\n")
        #expect(other.failure != nil && other.failure?.advice == nil)
    }
}
