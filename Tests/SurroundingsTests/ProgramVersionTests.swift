import Foundation
import Surroundings
import Testing

/// The version that the program says is the newest that the changes are told of.
@Test func theVersionIsTheNewestOfTheChanges() throws {
    let changes = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().appending(path: "CHANGELOG.md")
    let titles = try String(contentsOf: changes, encoding: .utf8).split(separator: "\n").filter { $0.hasPrefix("## ") }
    let released = titles.map { $0.dropFirst(3) }.filter { $0 != "Unreleased" }
    #expect(released.first.map(String.init) == ProgramVersion.current)
}
