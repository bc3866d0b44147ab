internal import Matching

/// What somebody may have meant who named a file that is not there.
enum PathHint: Equatable {
    /// The path leads above the context, where nothing can be reached.
    case above
    /// The context has nothing that could be copied.
    case noFiles
    /// A `#` among the sources: it begins a comment only at the beginning of a line.
    case comment
    /// Words of the instruction that together are the name of a file; with the instruction that names it.
    case blankInName(String, cure: String)
    /// A file of the context whose name is close.
    case nearest(String)
    /// The name is right, in another folder.
    case elsewhere(String)

    /// - Parameter paths: of all that the context has.
    static func hint(for source: String, among paths: [String]) -> PathHint? {
        if paths.isEmpty { return .noFiles }
        if source == ".." || source.hasPrefix("../") || source.contains("/../") { return .above }
        let name = last(source)
        if let same = paths.first(where: { last($0) == name }) { return .elsewhere(same) }
        // A capital or a letter is wrong more often than the folder.
        if let near = Spelling.nearest(to: source, among: paths) { return .nearest(near) }
        let names = Dictionary(paths.map { (last($0), $0) }, uniquingKeysWith: { first, _ in first })
        return Spelling.nearest(to: name, among: names.keys.sorted()).flatMap { names[$0] }.map { .nearest($0) }
    }

    private static func last(_ path: String) -> String { path.split(separator: "/").last.map(String.init) ?? path }

    var sentence: String {
        switch self {
        case .above:
            "Nothing above the folder of the build can be reached: build from the folder above, or move the file into this one."
        case .noFiles:
            "There are no files: a Dockerfile on standard input comes alone. Give the build a folder: docker build -f - . < Dockerfile"
        case .comment:
            "A `#` begins a comment only at the beginning of a line; here it and the words behind it are names of files. Take them out."
        case .blankInName(let path, let cure):
            "A blank ends a name here. There is `\(path)`: write \(cure)"
        case .nearest(let path): "Did you mean `\(path)`?"
        case .elsewhere(let path): "There is `\(path)`: write that path, which starts from the folder of the build."
        }
    }
}
