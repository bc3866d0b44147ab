internal import Faults

/// `registry` and `machines` of a `lesson.yaml`.
enum LessonServicesReader {
    static func registry(_ mapping: YAMLMapping) throws(TextFault) -> LessonRegistry? {
        guard let value = mapping["registry"] else { return nil }
        let inner = try value.mapping("registry", keys: ["port", "accounts"])
        let accounts = try names("accounts", of: inner, what: "an account")
        guard !accounts.isEmpty else { throw value.diagnostic("a registry needs accounts: who is let in?") }
        return LessonRegistry(port: try CheckReader.port("port", inner), accounts: accounts)
    }

    static func machines(_ mapping: YAMLMapping) throws(TextFault) -> [String] {
        try names("machines", of: mapping, what: "a machine")
    }

    /// Names that may stand in files' names and command lines as they are, each once.
    private static func names(
        _ key: String, of mapping: YAMLMapping, what: String
    ) throws(TextFault) -> [String] {
        var found: [String] = []
        for entry in try mapping[key]?.list(key) ?? [] {
            let name = try entry.text(what)
            guard isPlain(name) else {
                throw entry.diagnostic("\(what) has small letters, digits and hyphens, and begins with a letter")
            }
            guard !found.contains(name) else { throw entry.diagnostic("\(what) is called \(name) twice") }
            found.append(name)
        }
        return found
    }

    private static func isPlain(_ name: String) -> Bool {
        let letters = UInt8(ascii: "a")...UInt8(ascii: "z")
        let digits = UInt8(ascii: "0")...UInt8(ascii: "9")
        guard let first = name.utf8.first, letters.contains(first), name.utf8.count <= 32 else { return false }
        return name.utf8.allSatisfy { letters.contains($0) || digits.contains($0) || $0 == UInt8(ascii: "-") }
    }
}
