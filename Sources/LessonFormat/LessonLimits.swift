/// The limits on the size of a lesson. They are larger than any lesson needs, and small enough to read it instantly.
enum LessonLimits {
    /// Bytes of `lesson.yaml`, and of a step's front matter.
    static let yaml = 128 << 10
    /// Bytes of a step's Markdown. Wide tables and images inside of each other take cmark time in proportion to the square.
    static let markdown = 32 << 10
    /// How many quotes, lists, links and emphases may stand inside of each other: each takes some of the stack.
    static let markdownDepth = 32
    /// Bytes of all steps' Markdown together.
    static let steps = 512 << 10

    /// A size as sentences say it.
    static func words(_ bytes: Int) -> String { "\(bytes >> 10) KiB" }
}

extension StringProtocol {
    /// The line, from 1, in which a byte stands.
    func line(ofByte offset: Int) -> Int { utf8.prefix(offset).count { $0 == UInt8(ascii: "\n") } + 1 }
}
