import ArgumentParser
import DockerfileSyntax
import ImageFormat
import Scratch
import Testing

@testable import Commands

/// A Dockerfile that a command was given, with what a linter knows of its surroundings.
struct SourceFileTests {
    private let folder: ScratchFolder

    init() throws {
        folder = try ScratchFolder()
        try folder.put("FROM scratch\n", at: "Dockerfile")
    }

    private func context(_ arguments: [String] = [], isExperimental: Bool = false) throws -> LintContext {
        try SourceFile(folder("Dockerfile")).lintContext(
            buildArguments: arguments, includesExperimental: isExperimental)
    }

    @Test func argumentsHaveNamesAndValues() throws {
        let context = try context(["A=1", "B=", "C=2=3", "A=4"])
        #expect(context.buildArguments == ["A": "4", "B": "", "C": "2=3"])
        #expect(context.targetPlatform == Platform.host.description)
        #expect(!context.includesExperimental)
        #expect(try self.context(isExperimental: true).includesExperimental)
    }

    @Test func anArgumentWithoutAValueIsRefused() {
        #expect(throws: ValidationError.self) { try context(["A"]) }
    }

    @Test func whatIsIgnoredIsReadBesideTheFile() throws {
        #expect(try context().ignored == nil)
        try folder.put("*.log\n", at: ".dockerignore")
        #expect(try context().ignored != nil)
    }

    @Test func aFileThatIsNotThereIsNamed() {
        #expect {
            try SourceFile(folder("Dockerfil"))
        } throws: {
            ($0 as? CommandFailure)?.description.contains("Dockerfil` can't be read") == true
        }
    }
}
