import Compose
import Scratch
import Surroundings
import Testing

@testable import ComposeRuns

/// Which file is read, and with which variables.
struct ProjectFileTests {
    private let scratch: ScratchFolder

    init() throws { scratch = try ScratchFolder() }

    private func read(
        _ path: String? = nil, below folder: String = "shop", _ variables: [String: String] = [:],
        variableFiles: [String] = []
    ) throws -> ProjectReader.Found {
        let around = Surroundings(variables: variables, folder: scratch(folder), program: "slipway")
        return try ProjectFile(path: path, folder: nil, name: nil, variableFiles: variableFiles, in: around).read()
    }

    @Test func aFileIsFoundHereOrAbove() throws {
        try scratch.put("services: {a: {image: b}}", at: "shop/docker-compose.yml")
        try scratch.makeFolder("shop/inner/deep")
        for folder in ["shop", "shop/inner/deep"] {
            let project = try read(below: folder).project
            #expect(project.name == "shop" && project.folder == scratch("shop"))
        }
        try scratch.put("services: {new: {image: b}}", at: "shop/compose.yaml")
        #expect(try read().project.services.map(\.name) == ["new"])
        #expect(try read("docker-compose.yml").project.services.map(\.name) == ["a"])
    }

    @Test func theEnvironmentGoesBeforeTheFileOfVariables() throws {
        try scratch.put("services: {a: {image: \"b:${TAG}-${OTHER}\"}}", at: "shop/compose.yaml")
        try scratch.put("TAG=file\nOTHER=$TAG", at: "shop/.env")
        #expect(try read().project.services[0].image == "b:file-file")
        #expect(try read(nil, below: "shop", ["TAG": "own"]).project.services[0].image == "b:own-own")
        try scratch.put("TAG=x\nOTHER=y", at: "shop/prod.env")
        #expect(try read(variableFiles: ["prod.env"]).project.services[0].image == "b:x-y")
        #expect(throws: ComposeEnding.self) { try read(variableFiles: ["none.env"]) }
    }

    @Test func whatCannotBeReadIsSaid() throws {
        try scratch.makeFolder("shop")
        #expect(throws: ComposeEnding.self) { try read("none.yaml") }
        try scratch.put("services: {a: {image: b}}", at: "shop/compose.yaml")
        try scratch.put("services: {}", at: "shop/compose.override.yaml")
        #expect(throws: ComposeEnding.self) { try read() }
        #expect(try read("compose.yaml").project.services.count == 1)
    }

    @Test func theNameOfTheProjectCanBeAVariable() throws {
        try scratch.put("services: {a: {image: b}}", at: "shop/compose.yaml")
        #expect(try read(nil, below: "shop", ["COMPOSE_PROJECT_NAME": "other"]).project.name == "other")
    }
}
