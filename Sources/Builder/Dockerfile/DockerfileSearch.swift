internal import DockerfileSyntax
internal import Files
internal import Matching

/// Looks for the Dockerfile that somebody meant, where there is none.
enum DockerfileSearch {
    /// What to do; nil where nothing near looks like a Dockerfile.
    ///
    /// - Parameters:
    ///   - path: where the Dockerfile was looked for.
    ///   - shown: the same as the user knows it.
    static func advice(for path: String, shown: String) -> String? {
        let folder = parent(path)
        let shownFolder = shown.contains("/") ? parent(shown) + "/" : ""
        let name = last(path)
        let names = Folder.namesOrNone(of: folder)
        if let other = other(name, among: names) {
            return
                "There is `\(shownFolder)\(other)`: rename it with mv \(shownFolder)\(other) \(shownFolder)\(name), or name it with -f \(shownFolder)\(other)."
        }
        if Folder.namesOrNone(of: folder + "/..").contains("Dockerfile") {
            return
                "There is a Dockerfile in the folder above: go there with cd .., or build it with docker build \(shownFolder).."
        }
        for child in names.sorted() where Folder.namesOrNone(of: "\(folder)/\(child)").contains("Dockerfile") {
            return
                "There is a Dockerfile in `\(shownFolder)\(child)`: build that folder, docker build \(shownFolder)\(child)"
        }
        return nil
    }

    /// A name that is a Dockerfile's with an ending, or a misspelt one.
    private static func other(_ name: String, among names: [String]) -> String? {
        let endings = names.filter {
            $0.lowercased().hasPrefix(name.lowercased() + ".") && !$0.hasSuffix(".dockerignore")
        }
        if let ending = endings.sorted().first { return ending }
        if let other = names.first(where: { $0 == "Containerfile" }) { return other }
        return Spelling.nearest(to: name, among: names.filter { $0 != ".dockerignore" }.sorted())
    }

    private static func parent(_ path: String) -> String {
        guard let slash = path.lastIndex(of: "/") else { return "." }
        return slash == path.startIndex ? "/" : String(path[..<slash])
    }

    private static func last(_ path: String) -> String { path.split(separator: "/").last.map(String.init) ?? path }
}
