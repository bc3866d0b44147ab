import DockerfileSyntax
import Foundation
import Testing

/// A folder of `Tests/DockerfileCases`: a Dockerfile, and in `tree` what is to be read from it.
struct SyntaxCase: CustomTestStringConvertible {
    let name: String
    private let folder: URL

    static let all: [SyntaxCase] = {
        let tests = URL(filePath: #filePath).resolvingSymlinksInPath().deletingLastPathComponent()
        let cases = tests.deletingLastPathComponent().appending(path: "DockerfileCases")
        let names = (try? FileManager.default.contentsOfDirectory(atPath: cases.path())) ?? []
        return names.sorted().map { SyntaxCase(name: $0, folder: cases.appending(path: $0)) }
    }()

    var testDescription: String { name }

    func dockerfile() throws -> Dockerfile {
        Dockerfile.parse(utf8: [UInt8](try Data(contentsOf: folder.appending(path: "Dockerfile"))))
    }

    func tree() throws -> String {
        String(decoding: try Data(contentsOf: folder.appending(path: "tree")), as: UTF8.self)
    }

    /// Writes down what is read now; the difference is for a human to judge.
    func record(_ tree: String) throws { try Data(tree.utf8).write(to: folder.appending(path: "tree")) }
}

@Test func casesAreFound() { #expect(SyntaxCase.all.count > 40) }

/// `SLIPWAY_RECORD=1` writes the trees anew; read the difference before you commit it.
@Test(arguments: SyntaxCase.all)
func aDockerfileIsReadAsItsTree(_ example: SyntaxCase) throws {
    let tree = TreeText.of(try example.dockerfile())
    if ProcessInfo.processInfo.environment["SLIPWAY_RECORD"] != nil { try example.record(tree) }
    #expect(tree == (try example.tree()))
}
