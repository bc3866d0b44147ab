/// Finds what refers to another place of a YAML text.
///
/// `&name` and `*name` let ten lines stand for billions: to compare or to walk what they stand for never ends, the
/// YAML reader itself where such a thing is a key. A lesson needs none of it, so that they are refused before the text
/// is read as YAML. Where text happens to have both, quoted or not, it is refused too: a name is easily changed.
struct YAMLAliases {
    private let bytes: [UInt8]

    init(_ text: String) { bytes = Array(text.utf8) }

    /// The first alias whose anchor is in the text too: its name and where it stands, from 1.
    func first() -> (name: String, line: Int, column: Int)? {
        let anchors = Set(names(behind: UInt8(ascii: "&")).map(\.name))
        guard !anchors.isEmpty,
            let found = names(behind: UInt8(ascii: "*")).first(where: { anchors.contains($0.name) })
        else { return nil }
        let before = bytes[..<found.offset]
        let lineStart = before.lastIndex(of: UInt8(ascii: "\n")).map { $0 + 1 } ?? 0
        let line = before.count { $0 == UInt8(ascii: "\n") } + 1
        let column = String(decoding: bytes[lineStart..<found.offset], as: UTF8.self).unicodeScalars.count + 1
        return (String(decoding: found.name, as: UTF8.self), line, column)
    }

    /// All names that stand right behind a sign, as YAML cuts them.
    private func names(behind sign: UInt8) -> [(name: ArraySlice<UInt8>, offset: Int)] {
        var found: [(name: ArraySlice<UInt8>, offset: Int)] = []
        var index = 0
        while let start = bytes[index...].firstIndex(of: sign) {
            let name = bytes[(start + 1)...].prefix(while: Self.isNamePart)
            if !name.isEmpty { found.append((name, start)) }
            index = name.endIndex
        }
        return found
    }

    private static func isNamePart(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "_"), UInt8(ascii: "-"):
            true
        default: false
        }
    }
}
