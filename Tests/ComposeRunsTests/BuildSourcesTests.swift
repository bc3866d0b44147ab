import Compose
import Faults
import Scratch
import Surroundings
import Testing

@testable import ComposeRuns

/// A folder or a Dockerfile that a service is built from, and that is not there.
struct BuildSourcesTests {
    private let scratch: ScratchFolder

    init() throws { scratch = try ScratchFolder() }

    /// What is said of the first service of a file.
    private func words(_ build: String) throws -> String? {
        try scratch.put("services:\n  web:\n    build: \(build)\n", at: "shop/compose.yaml")
        let around = Surroundings(variables: [:], folder: scratch("shop"), program: "slipway")
        let project = try ProjectFile(path: nil, folder: nil, name: nil, variableFiles: [], in: around).read().project
        do throws(TextFault) { try BuildSources.demand(project.services[0], of: project) } catch {
            return error.description
        }
        return nil
    }

    @Test func theKeyAndTheServiceAreNamedWhereTheyStand() throws {
        let folder = try #require(try words("./nosuch"))
        #expect(folder.contains("compose.yaml:3:12: the service web is built from the folder "), "\(folder)")
        #expect(folder.contains("/shop/nosuch, which is not there"), "\(folder)")
        let file = try #require(try words("{context: ., dockerfile: D}"))
        #expect(file.contains("compose.yaml:3:37: the service web is built by the Dockerfile "), "\(file)")
        #expect(file.contains("/shop/D, which is not there"), "\(file)")
    }

    @Test func whatIsThereIsBuilt() throws {
        try scratch.put("FROM scratch", at: "shop/app/D")
        #expect(try words("./app") == nil)
        #expect(try words("{context: app, dockerfile: D}") == nil)
        #expect(try words("{dockerfile_inline: FROM scratch}") == nil)
        #expect(try words("https://host.example/a.git") == nil)
    }
}
