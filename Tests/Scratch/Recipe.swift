import Foundation

/// A recipe of CONTRIBUTING.md, and the sources that it is about: a test holds it to naming every place.
public struct Recipe {
    /// The sources that it names, below `Sources`.
    public let files: Set<String>
    private let sources: URL

    /// The recipe that begins with these words in bold.
    public init(_ name: String) throws {
        // Tests/Scratch/Recipe.swift
        let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent()
        sources = root.appending(path: "Sources")
        let guide = try String(contentsOf: root.appending(path: "CONTRIBUTING.md"), encoding: .utf8)
        let paragraphs = guide.components(separatedBy: "\n\n")
        let text = paragraphs.first { $0.hasPrefix("**\(name).**") } ?? ""
        files = Set(text.components(separatedBy: "`").filter { $0.hasSuffix(".swift") && !$0.contains("Tests/") })
    }

    /// The sources in which a pattern is found, outside of comments.
    ///
    /// - Parameter word: What is in each such line: a regular expression is slow in a debug build.
    public func places(of pattern: some RegexComponent, with word: String) throws -> Set<String> {
        let paths = FileManager.default.enumerator(atPath: sources.path)?.compactMap { $0 as? String } ?? []
        return Set(
            try paths.filter { path in
                guard path.hasSuffix(".swift") else { return false }
                let text = try String(contentsOf: sources.appending(path: path), encoding: .utf8)
                guard text.contains(word) else { return false }
                return text.split(separator: "\n").contains { line in
                    line.contains(word) && line.firstRange(of: pattern) != nil
                        && !line.drop { $0 == " " }.hasPrefix("//")
                }
            })
    }
}
