import Testing

@testable import BuildPlan

private let differences: [(old: String, new: String, line: Int, was: String?, becomes: String?)] = [
    ("flask==2.3.2\n", "flask==2.3.3\n", 1, "flask==2.3.2", "flask==2.3.3"),
    ("a\nb\nc\n", "a\nB\nc\n", 2, "b", "B"),
    ("a\nb\n", "a\nb\nc\n", 3, nil, "c"),
    ("a\nb\nc\n", "a\nb\n", 3, "c", nil),
    ("", "a\n", 1, nil, "a"),
    ("ab\n", "abc\n", 1, "ab", "abc"),
    ("a\nä\n", "a\nö\n", 2, "ä", "ö"),
    ("a\n\nb\n", "a\nb\n", 2, "", "b"),
    ("a", "a\n", 1, "a", "a"),
    ("b\na\n", "b\na", 2, "a", "a"),
    ("x = 1", "x = 1\n# new", 2, nil, "# new"),
    ("x = 1\n# old\n", "x = 1", 2, "# old", nil),
    ("a\nb", "a\nb\n\n", 3, nil, ""),
    ("a\nb", "a\nB\nc", 2, "b", "B"),
    ("a\nb", "a\nbc\nd", 2, "b", "bc"),
]

@Test(arguments: differences.indices) func theFirstDifferentLineIsFound(index: Int) {
    let row = differences[index]
    let found = FirstDifference(old: Array(row.old.utf8), new: Array(row.new.utf8))
    #expect(found?.line == row.line)
    #expect(found?.old == row.was)
    #expect(found?.new == row.becomes)
}

@Test(arguments: [
    (old: [UInt8]("a\n".utf8), new: [UInt8]("a\n".utf8)),
    (old: [0, 1], new: [0, 2]),
    (old: [0xff, 1], new: [0xff, 2]),
    (old: [], new: []),
])
func whatIsNotALineOfTextHasNoDifferenceToShow(old: [UInt8], new: [UInt8]) {
    #expect(FirstDifference(old: old, new: new) == nil)
}
