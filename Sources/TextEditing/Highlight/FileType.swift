/// An editor's knowledge of a kind of file: its indentation, its comments, its language.
public struct FileType: Hashable, Sendable {
    enum Indentation: Hashable, Sendable {
        /// From every line, in a language that indents by its grammar or by custom.
        case always
        /// From lines that continue in the next one.
        case continued
        case never
    }

    /// The languages that are highlighted.
    public enum Language: String, Hashable, Sendable, CaseIterable {
        case plain, dockerfile, python, requirements, yaml, json, shell
    }

    public var language: Language
    /// How the status line calls it.
    public var name: String
    /// Cells from one tab stop, and one indentation, to the next.
    public var tabWidth: Int
    /// Whether Tab writes spaces.
    public var usesSpaces: Bool
    /// The sign that a comment line starts with; nil for a format without comments.
    public var comment: String?
    /// Which lines a new line takes its indentation from.
    var indentation: Indentation
    /// A line that ends with one of these is followed by a deeper one.
    var deepeners: String

    /// Text without colours, and for which nothing is known.
    public static let plain = FileType(
        language: .plain, name: "Text", tabWidth: 4, usesSpaces: false, comment: nil, indentation: .never, deepeners: ""
    )
    public static let dockerfile = FileType(
        language: .dockerfile, name: "Dockerfile", tabWidth: 4, usesSpaces: true, comment: "#", indentation: .continued,
        deepeners: "")
    public static let python = FileType(
        language: .python, name: "Python", tabWidth: 4, usesSpaces: true, comment: "#", indentation: .always,
        deepeners: ":([{")
    public static let requirements = FileType(
        language: .requirements, name: "Requirements", tabWidth: 4, usesSpaces: true, comment: "#", indentation: .never,
        deepeners: "")
    public static let yaml = FileType(
        language: .yaml, name: "YAML", tabWidth: 2, usesSpaces: true, comment: "#", indentation: .always, deepeners: ":"
    )
    public static let json = FileType(
        language: .json, name: "JSON", tabWidth: 2, usesSpaces: true, comment: nil, indentation: .always,
        deepeners: "[{")
    public static let shell = FileType(
        language: .shell, name: "Shell", tabWidth: 4, usesSpaces: true, comment: "#", indentation: .always,
        deepeners: "({")
    public static let makefile = FileType(
        language: .plain, name: "Makefile", tabWidth: 8, usesSpaces: false, comment: "#", indentation: .always,
        deepeners: "")

    /// The type of a file, by its name, else by a `#!` line.
    public static func of(path: String, start: some Collection<UInt8> = [UInt8]()) -> FileType {
        let name = path.split(separator: "/").last.map { $0.lowercased() } ?? ""
        if name == "dockerfile" || name.hasPrefix("dockerfile.") || name.hasSuffix(".dockerfile")
            || name == "containerfile"
        {
            return .dockerfile
        }
        if name.hasPrefix("requirements"), name.hasSuffix(".txt") { return .requirements }
        if name == "makefile" { return .makefile }
        if name.hasSuffix("ignore") || name == ".env" { return ignore }
        if let dot = name.lastIndex(of: "."), let type = byExtension[String(name[name.index(after: dot)...])] {
            return type
        }
        return ofFirstLine(String(decoding: start.prefix { $0 != 0x0A }.prefix(200), as: UTF8.self))
    }

    private static let ignore = FileType(
        language: .requirements, name: "Text", tabWidth: 4, usesSpaces: true, comment: "#", indentation: .never,
        deepeners: "")

    private static let byExtension: [String: FileType] = [
        "py": .python, "yaml": .yaml, "yml": .yaml, "json": .json, "sh": .shell, "bash": .shell,
    ]

    private static func ofFirstLine(_ line: String) -> FileType {
        guard line.hasPrefix("#!") else { return .plain }
        let words = line.dropFirst(2).split { $0 == " " || $0 == "/" || $0 == "\r" }
        if words.contains(where: { $0.hasPrefix("python") }) { return .python }
        return words.contains { ["sh", "bash", "dash", "ash"].contains($0) } ? .shell : .plain
    }

    /// One step of indentation.
    var indentUnit: [UInt8] { usesSpaces ? Array(repeating: 0x20, count: tabWidth) : [0x09] }
}
