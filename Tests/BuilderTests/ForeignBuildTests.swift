import BuildPlan
import Builder
import ImageFormat
import Testing

@Suite("a build of another engine, as our own planner sees it")
struct ForeignBuildTests {
    private let text = "FROM base:1\nWORKDIR /app\nARG V\nCOPY a b/ .\nRUN make $V\nCMD [\"x\"]"

    private func lab() throws -> BuildLab {
        let lab = try BuildLab()
        try lab.write("a", "one\ntwo\n")
        try lab.write("b/c", "c\n")
        return lab
    }

    private func read(
        _ lab: BuildLab, _ text: String? = nil, change: (inout BuildRequest) -> Void = { _ in }
    ) throws -> ForeignBuild {
        var request = BuildRequest(dockerfile: .text(text ?? self.text), context: lab.context)
        change(&request)
        return try ForeignBuild(request, store: lab.store, engine: "docker")
    }

    private func remembered(_ lab: BuildLab, _ text: String? = nil) throws {
        let build = try read(lab, text)
        build.remember(Set(build.outline.steps.map(\.id)))
    }

    @Test("the first build is new; the same again is unchanged")
    func same() throws {
        let lab = try lab()
        #expect(try read(lab).expectations[StepID(3)] == .changed(.neverBuilt))
        try remembered(lab)
        let again = try read(lab)
        #expect(again.bases == ["base:1"])
        #expect((1...5).allSatisfy { again.expectations[StepID($0)] == .unchanged })
    }

    @Test("a changed file is told by its line, and what stands on it has not changed itself")
    func file() throws {
        let lab = try lab()
        try remembered(lab)
        try lab.write("a", "one\nthree\n")
        let build = try read(lab)
        #expect(
            build.expectations[StepID(3)]
                == .changed(.filesChanged([FileChange(path: "a", kind: .text(line: 2, old: "two", new: "three"))])))
        #expect(build.expectations[StepID(4)] == .unchanged)
    }

    @Test("a changed instruction and a changed argument are told")
    func words() throws {
        let lab = try lab()
        try remembered(lab)
        let changed = try read(lab, text.replacing("make", with: "make all"))
        #expect(
            changed.expectations[StepID(4)]
                == .changed(.instructionChanged(old: "RUN make $V", new: "RUN make all $V")))
        let argument = try read(lab) { $0.arguments = ["V": "2"] }
        #expect(argument.expectations[StepID(4)] == .changed(.argumentChanged(name: "V", old: nil, new: "2")))
    }

    @Test("only what was built is remembered; each engine has its own memory; --no-cache says so")
    func memories() throws {
        let lab = try lab()
        try read(lab).remember([StepID(0), StepID(1), StepID(2)])
        let build = try read(lab)
        #expect(build.expectations[StepID(1)] == .unchanged)
        #expect(build.expectations[StepID(3)] == .changed(.neverBuilt))
        let other = try ForeignBuild(
            BuildRequest(dockerfile: .text(text), context: lab.context), store: lab.store, engine: "farm")
        #expect(other.expectations[StepID(1)] == .changed(.neverBuilt))
        #expect(try read(lab) { $0.ignoresCache = true }.expectations[StepID(1)] == .changed(.cacheDisabled))
    }

    @Test("what a step takes that is not known here is not guessed at, nor what stands on it")
    func unknown() throws {
        let lab = try lab()
        let text = "FROM base:1\nRUN --mount=type=bind,target=/x make\nRUN true"
        try remembered(lab, text)
        let build = try read(lab, text)
        #expect(build.expectations[StepID(1)] == nil && build.expectations[StepID(2)] == nil)
    }

    @Test("an argument above FROM is named where a RUN fails, beside what the output tells")
    func argument() throws {
        let build = try read(try lab(), "ARG DIR=/data\nFROM base:1\nRUN test -n \"$DIR\"\nRUN tst")
        let run = try #require(build.outline.steps.first { $0.keyword == "RUN" }).id
        #expect(
            build.advice(for: run, status: 1, output: "")
                == "`$DIR` is empty here: its ARG stands above FROM, and counts for FROM alone. "
                + "Write ARG DIR below FROM, above this line.")
        #expect(
            build.advice(for: run, status: 126, output: "")?.hasSuffix("check its mode and its first line.") == true)
        let other = try #require(build.outline.steps.last).id
        #expect(build.advice(for: other, status: 1, output: "") == nil)
        #expect(build.advice(for: other, status: 127, output: "")?.hasPrefix("The command was not found") == true)
    }

    @Test("a Dockerfile with errors is refused")
    func refused() throws {
        let lab = try lab()
        #expect(throws: ForeignRefusal.self) { _ = try read(lab, "FROM base:1\nCOPPY a b") }
    }
}
