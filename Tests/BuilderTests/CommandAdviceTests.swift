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
        ("RUN [ \"sh\", \"-c\", 'echo hi' ]", 2, "sh: missing ]\n/bin/sh: [: x\n", "double quotes"),
        ("RUN pip install flaskk", 1, "ERROR: No matching distribution found for flaskk", "name and version. If"),
        ("RUN pip install -r requirements.txt", 1, "No matching distribution found for x", "in requirements.txt"),
        (
            "RUN pip install -r /app/requirements.txt", 1, "ERROR: Could not open requirements file: [Errno 2]",
            "A `cd` in a RUN ends with that RUN"
        ),
        ("RUN pip install -r r.txt", 1, "ERROR: Could not open requirements file: [Errno 2]", "under the same WORKDIR"),
    ])
    func aFailedCommandIsAnsweredWithItsCure(_ text: String, _ status: Int32, _ output: String, _ words: String) {
        let advice = CommandAdvice.advice(of: text, status: status, output: output)
        #expect(advice?.contains(words) == true, "\(advice ?? "no advice")")
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
        // With the cure the argument is there, and another failure is not put down to it.
        let cured = try lab.build("ARG DIR=/data\n" + stage + "ARG DIR\n" + check)
        #expect(cured.image != nil, "\(cured.failure?.message ?? "")")
        let other = try lab.build("ARG DIR=/data\n" + stage + "ARG DIR\nRUN test -z \"$DIR\"\n")
        #expect(other.failure != nil && other.failure?.advice == nil)
    }
}
