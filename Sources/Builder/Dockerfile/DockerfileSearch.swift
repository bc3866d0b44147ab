internal import DockerfileSyntax
internal import Files
internal import Matching
internal import SystemPackage

/// Looks for the Dockerfile that somebody meant, where there is none.
struct DockerfileSearch {
    private let name: String
    /// Where the Dockerfile was looked for, and the same as the user knows it: empty, or with a `/` at its end.
    private let folder: String
    private let shownFolder: String
    /// The build context where it is another folder of the user's, and the same as the user knows it: empty for the current
    /// folder, or with a `/` at its end.
    private let context: (folder: String, shown: String)?

    /// - Parameters:
    ///   - path: where the Dockerfile was looked for.
    ///   - shown: the same as the user knows it.
    init(path: String, shown: String, _ request: BuildRequest) {
        name = Self.last(path)
        folder = Self.parent(path)
        shownFolder = shown.contains("/") ? Self.parent(shown) + "/" : ""
        let isElsewhere =
            FilePath(folder).lexicallyNormalized() != FilePath(request.context).lexicallyNormalized()
        let ofUser = isElsewhere && request.contextIdentity == nil
        context = ofUser ? (request.context, Self.prefix(request.shownContext)) : nil
    }

    /// What to do; nil where nothing near looks like a Dockerfile.
    var advice: String? {
        let names = Folder.namesOrNone(of: folder)
        let inContext = context.map { Folder.namesOrNone(of: $0.folder) } ?? []
        if let context, name != Self.usual, inContext.contains(name) {
            return
                "There is `\(context.shown)\(name)`: name it with -f \(context.shown)\(name), because -f counts from the folder that you are in."
        }
        if let other = other(among: names) {
            return
                "There is `\(shownFolder)\(other)`: rename it with mv \(shownFolder)\(other) \(shownFolder)\(name), or name it with -f \(shownFolder)\(other)."
        }
        if let context, inContext.contains(Self.usual) {
            return "There is `\(context.shown)\(Self.usual)`: leave -f out, and the build takes it."
        }
        if Folder.namesOrNone(of: folder + "/..").contains(Self.usual) {
            return
                "There is a Dockerfile in the folder above: go there with cd .., or build it with docker build \(shownFolder).."
        }
        for child in names.sorted() where Folder.namesOrNone(of: "\(folder)/\(child)").contains(Self.usual) {
            return
                "There is a Dockerfile in `\(shownFolder)\(child)`: build that folder, docker build \(shownFolder)\(child)"
        }
        return nil
    }

    /// A name that is a Dockerfile's with an ending, or a misspelt one.
    private func other(among names: [String]) -> String? {
        let endings = names.filter {
            $0.lowercased().hasPrefix(name.lowercased() + ".") && !$0.hasSuffix(".dockerignore")
        }
        if let ending = endings.sorted().first { return ending }
        if let other = names.first(where: { $0 == "Containerfile" }) { return other }
        return Spelling.nearest(to: name, among: names.filter { $0 != ".dockerignore" }.sorted())
    }

    private static let usual = "Dockerfile"

    /// What stands before a file's name in a folder.
    private static func prefix(_ folder: String) -> String {
        folder == "." ? "" : folder.hasSuffix("/") ? folder : folder + "/"
    }

    private static func parent(_ path: String) -> String {
        guard let slash = path.lastIndex(of: "/") else { return "." }
        return slash == path.startIndex ? "/" : String(path[..<slash])
    }

    private static func last(_ path: String) -> String { path.split(separator: "/").last.map(String.init) ?? path }
}
