import BuildPlan
import ImageFormat
import LessonFormat
import SelfChecks
import Testing

@testable import DockerfileSyntax

/// The build, lint and the checks of lessons give a variable one value: ARG, ENV and stages have one evaluator.
@Suite struct VariableAgreementTests {
    @Test(arguments: [
        ("ARG A=1\nFROM scratch\nLABEL v=${A-unset}", "unset"), ("ARG A=1\nFROM scratch\nARG A\nLABEL v=$A", "1"),
        ("ARG A=1\nFROM scratch\nARG A=2\nLABEL v=$A", "2"),
        ("ARG A=1\nFROM scratch\nARG A=2\nARG A\nLABEL v=$A", "1"), ("FROM scratch\nARG A=1\nARG A\nLABEL v=$A", "1"),
        ("ARG A=1\nARG B=${A}2\nFROM scratch\nARG B\nLABEL v=$B", "12"),
        ("FROM scratch\nARG A\nLABEL v=${A-unset}", "unset"),
        ("FROM scratch\nENV A=1\nARG A=2\nLABEL v=$A", "2"), ("FROM scratch\nENV A=1\nARG A\nLABEL v=$A", "1"),
        ("FROM scratch\nARG A=2\nENV A=$A$A\nLABEL v=$A", "22"),
        ("FROM scratch\nENV A=1 B=${A-unset}\nLABEL v=$B", "unset"),
        ("FROM scratch AS x\nENV A=1\nFROM scratch\nLABEL v=${A-unset}", "unset"),
        ("FROM scratch AS x\nENV A=1\nARG B=2\nFROM X\nLABEL v=$A$B", "12"),
        ("ARG BASE=x\nFROM scratch AS x\nENV A=1\nFROM $BASE\nLABEL v=$A", "1"),
        ("FROM scratch\nARG TARGETOS\nLABEL v=$TARGETOS", "linux"),
        ("ARG TARGETOS\nFROM scratch\nARG TARGETOS\nLABEL v=$TARGETOS", "linux"),
        ("FROM scratch\nLABEL v=${TARGETOS-unset}", "unset"),
        ("# escape=`\nFROM scratch\nENV A=1\nLABEL v=a`${A}", "a${A}"),
    ])
    func aVariableHasOneValue(text: String, value: String) throws {
        let dockerfile = Dockerfile.parse(text)
        #expect(try built(dockerfile) == value, "the build")
        #expect(try linted(dockerfile) == value, "lint")
        let verdict = try judge(
            .dockerfile(path: "Dockerfile", .has(keyword: "LABEL", argument: "v=\(value)")),
            evidence(file: "Dockerfile", text))
        #expect(verdict.isPassed, "a check: \(verdict)")
    }

    /// The label in the image's config.
    private func built(_ dockerfile: Dockerfile) throws -> String? {
        let plan = try Planner(arguments: [:], platform: .host, target: nil).plan(dockerfile)
        var states: [StageState] = []
        for stage in plan.stages {
            var state: StageState
            switch stage.base {
            case .stage(let index): state = StageState(continuing: states[index])
            case .scratch, .image:
                state = StageState(base: StageState.scratch(platform: .host), scope: plan.globals.stage)
            }
            for step in stage.steps { _ = try state.apply(step.instruction, escape: plan.escape) { .image($0) } }
            states.append(state)
        }
        return states.last?.config.labels["v"]
    }

    /// The label's word, as the rules see it.
    private func linted(_ dockerfile: Dockerfile) throws -> String? {
        let subject = LintSubject(dockerfile, LintContext())
        let stage = try #require(subject.stages.last)
        guard case .label(let pairs)? = stage.statements.last?.instruction else { return nil }
        return stage.scope.expanded(pairs.pairs[0].value.value)
    }
}
