/// Checks the word that `run` and `create` take for the image. If it cannot be an image, it shows a mistake before it.
enum ImageWord {
    /// - Parameter words: the words as `FlagReader` writes them, with all flags first.
    /// - Throws: a fault for a word that cannot be the name of an image. The message says what was probably meant.
    static func check(_ words: [String], _ flags: [DockerFlag]) throws(CommandLineFault) {
        var index = 0
        var published = ""
        while words.indices.contains(index), words[index].hasPrefix("--") {
            let name = words[index].dropFirst(2)
            let takesValue = flags.first { $0.name == name }.map { $0.form != .switched } ?? true
            if name == "publish", words.indices.contains(index + 1) { published = words[index + 1] }
            index += takesValue ? 2 : 1
        }
        guard words.indices.contains(index), let reason = reason(words[index], published) else { return }
        throw CommandLineFault(description: reason)
    }

    private static func reason(_ word: String, _ published: String) -> String? {
        if let first = word.first, "—–−‐‑".contains(first) {
            let rest = word.drop { "—–−‐‑-".contains($0) }
            let hyphens = rest.count == 1 ? "-" : "--"
            return "`\(word)` begins with a long dash, which some programs make of two hyphens: write \(hyphens)\(rest)"
        }
        let isNumber = !word.isEmpty && word.count <= 5 && word.allSatisfy(\.isNumber)
        if word.hasPrefix(":") || isNumber && !published.isEmpty && published.allSatisfy(\.isNumber) {
            let port = word.drop { $0 == ":" }
            return
                "`\(word)` stands where the image's name belongs: write the ports in one word, -p \(published):\(port)"
        }
        let path = word.split(separator: "@").first ?? ""
        let repository = path.split(separator: "/").last.map { $0.prefix { $0 != ":" } } ?? ""
        guard repository.contains(where: { $0.isASCII && $0.isUppercase }) else { return nil }
        return
            "invalid reference format: repository name (\(repository)) must be lowercase: write \(repository.lowercased())"
    }
}
