import ImageFormat
import Testing

@testable import BuildPlan

private let inputs: [FileInput] = [
    FileInput(path: "app.py", kind: .file, mode: 0o644, size: 12, content: digest("abc")),
    FileInput(
        path: "a b/ c", kind: .file, mode: 0o4755, uid: 10, gid: 20, size: 0, content: digest("abc"),
        attributes: digest("x")),
    FileInput(path: "", kind: .directory, mode: 0o1777),
    FileInput(path: "link here", kind: .link, mode: 0o777, target: "../to there"),
    FileInput(path: "p", kind: .pipe, mode: 0o600),
]

@Test(arguments: inputs) func aLineReadsBackAsTheSameInput(input: FileInput) {
    #expect(FileInput(line: Substring(input.line)) == input)
}

@Test(arguments: ["", "f 644", "x 644 0 0 0   a\0", "f 9 0 0 0   a\0", "f 644 -1 0 0   a\0", "f 644 0 0 0   a"])
func aLineThatIsNoneIsNotRead(line: String) {
    #expect(FileInput(line: Substring(line)) == nil)
}

/// What became of the files of a COPY, and how it is told.
private let comparisons: [(old: [FileInput], new: [FileInput], changes: [FileChange])] = [
    ([file("a", "1")], [file("a", "1")], []),
    ([file("a", "1")], [file("a", "1"), file("b", "2")], [FileChange(path: "b", kind: .added)]),
    ([file("a", "1"), file("b", "2")], [file("a", "1")], [FileChange(path: "b", kind: .removed)]),
    ([file("a", "1")], [file("b", "1")], [FileChange(path: "b", kind: .renamed(from: "a"))]),
    (
        [file("a", "old\n")], [file("a", "new\n")],
        [FileChange(path: "a", kind: .text(line: 1, old: "old", new: "new"))]
    ),
    ([file("a", "1")], [file("a", "1", mode: 0o755)], [FileChange(path: "a", kind: .mode(old: 0o644, new: 0o755))]),
    ([file("a", "\0a")], [file("a", "\0b")], [FileChange(path: "a", kind: .content)]),
    (
        [FileInput(path: "a", kind: .link, mode: 0o777, target: "x")],
        [FileInput(path: "a", kind: .link, mode: 0o777, target: "y")],
        [FileChange(path: "a", kind: .linkTarget(old: "x", new: "y"))]
    ),
    (
        [file("a", "1")], [FileInput(path: "a", kind: .directory, mode: 0o755)],
        [FileChange(path: "a", kind: .type(old: "file", new: "folder"))]
    ),
    (
        [FileInput(path: "a", kind: .file, mode: 0o644, uid: 1, gid: 2)],
        [FileInput(path: "a", kind: .file, mode: 0o644)],
        [FileChange(path: "a", kind: .owner(old: "1:2", new: "0:0"))]
    ),
    (
        [FileInput(path: "a", kind: .file, mode: 0o644, attributes: digest("1"))],
        [FileInput(path: "a", kind: .file, mode: 0o644)],
        [FileChange(path: "a", kind: .extendedAttributes)]
    ),
    (
        [folder("a"), folder("a/b"), file("a/b/c", "1"), file("a/d", "2"), file("e", "3")],
        [folder("x"), folder("x/b"), file("x/b/c", "1"), file("x/d", "2"), file("e", "3")],
        [FileChange(path: "x", kind: .renamed(from: "a"))]
    ),
    (
        [folder("a"), file("a/c", "1"), file("a/d", "2")], [folder("x"), file("x/c", "1"), file("x/d", "3")],
        [
            FileChange(path: "a", kind: .removed), FileChange(path: "a/d", kind: .removed),
            FileChange(path: "x", kind: .added), FileChange(path: "x/c", kind: .renamed(from: "a/c")),
            FileChange(path: "x/d", kind: .added),
        ]
    ),
    (
        [file("z", "1"), file("m", "2")], [file("b", "3"), file("m", "4")],
        [
            FileChange(path: "b", kind: .added), FileChange(path: "m", kind: .text(line: 1, old: "2", new: "4")),
            FileChange(path: "z", kind: .removed),
        ]
    ),
]

private func digest(_ text: String) -> Digest { Digest(of: Array(text.utf8)) }

private func file(_ path: String, _ text: String, mode: UInt32 = 0o644) -> FileInput {
    FileInput(path: path, kind: .file, mode: mode, size: Int64(text.utf8.count), content: digest(text))
}

private func folder(_ path: String) -> FileInput { FileInput(path: path, kind: .directory, mode: 0o755) }

/// The texts of the files in these tests, by their digests.
private let texts: [Digest: [UInt8]] = Dictionary(
    uniqueKeysWithValues: ["1", "2", "3", "4", "old\n", "new\n", "\0a", "\0b"].map { (digest($0), Array($0.utf8)) })

@Test(arguments: comparisons.indices) func changesOfFilesAreNamed(index: Int) {
    let row = comparisons[index]
    let comparison = FileComparison(
        readOld: { $0.content.flatMap { texts[$0] } }, readNew: { $0.content.flatMap { texts[$0] } })
    #expect(comparison.changes(from: row.old, to: row.new) == row.changes)
}
