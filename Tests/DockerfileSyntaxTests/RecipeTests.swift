import Scratch
import Testing

@testable import DockerfileSyntax

/// The recipes "a lint rule" and "an instruction" of CONTRIBUTING.md.
struct RecipeTests {
    /// A rule as the recipe makes one: its name, why, and cure, with the function that finds it.
    private static let rule = LintRule.slipway(
        "NoSecondLabel", "One LABEL holds all pairs.", cure: "LABEL a=1 b=2"
    ) { subject in
        let labels = subject.dockerfile.statements.filter { $0.keyword.value.uppercased() == "LABEL" }
        return labels.dropFirst().map { Observation("a second LABEL", at: $0.keyword.range) }
    }

    private func findings(_ text: String) -> [Finding] {
        Linter(rules: [Self.rule]).findings(in: Dockerfile.parse(text))
    }

    @Test func aRuleIsARowThatFindsPlaces() throws {
        let found = findings("FROM scratch\nLABEL a=1\nLABEL b=2\n")
        #expect(found.map(\.message) == ["a second LABEL"] && found.first?.range.start.line == 3)
        #expect(found.first?.rule.cure == "LABEL a=1 b=2")
        #expect(findings("FROM scratch\nLABEL a=1 b=2\n").isEmpty)
        // What every rule has without a line of its own.
        #expect(findings("# check=skip=NoSecondLabel\nFROM scratch\nLABEL a=1\nLABEL b=2\n").isEmpty)
        #expect(findings("FROM scratch\nLABEL a=1\n# check=skip=NoSecondLabel\nLABEL b=2\n").isEmpty)
    }

    /// Every place that knows one instruction is named by the recipe, and the recipe names no other.
    @Test func theRecipeOfAnInstructionNamesEveryPlace() throws {
        let recipe = try Recipe("An instruction")
        let places = try recipe.places(
            of: /(^|[^a-zA-Z)])\.stopSignal\b|case stopSignal\b|Instruction\.stopSignal\b/, with: "stopSignal")
        #expect(places == recipe.files)
    }
}
