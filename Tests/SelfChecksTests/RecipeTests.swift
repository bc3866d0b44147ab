import Scratch
import Testing

/// The recipe "a check kind" of CONTRIBUTING.md.
struct RecipeTests {
    /// Every place that knows one kind is named by the recipe; what it needs of the world is beside them.
    @Test func theRecipeOfACheckKindNamesEveryPlace() throws {
        let recipe = try Recipe("A check kind")
        let places = try recipe.places(of: /case \.?http\(|[^a-zA-Z]\.http\(/, with: "http(")
        #expect(places == recipe.files.subtracting(["SelfChecks/Evidence.swift", "Evidence/EvidenceGatherer.swift"]))
        #expect(try recipe.places(of: /evidence\.pages\[/, with: "pages[").contains("Evidence/EvidenceGatherer.swift"))
    }
}
