/// The text that was cut or copied in the editor.
public struct Clipboard: Hashable, Sendable {
    public var bytes: [UInt8]
    public var encoding: TextEncoding
    /// Whether it is whole lines, taken without a selection: they are pasted above the caret's line.
    public var isWholeLines: Bool

    /// The text, for the terminal's own clipboard.
    public var text: String { encoding.decode(bytes[...]) }

    /// Its bytes in another file's encoding; nil where that cannot write them.
    func bytes(in other: TextEncoding) -> [UInt8]? {
        other == encoding ? bytes : other.encode(encoding.decode(bytes[...]))
    }
}

enum LineBreaks {
    /// Bytes with every line break of a kind in place of LF and CRLF, and of CR alone where asked for.
    static func unified(_ bytes: [UInt8], to ending: LineEnding, carriageReturns: Bool) -> [UInt8] {
        var result: [UInt8] = []
        result.reserveCapacity(bytes.count)
        var index = 0
        while index < bytes.count {
            let isPair = bytes[index] == 0x0D && index + 1 < bytes.count && bytes[index + 1] == 0x0A
            if isPair || bytes[index] == 0x0A || (carriageReturns && bytes[index] == 0x0D) {
                result += ending.bytes
            } else {
                result.append(bytes[index])
            }
            index += isPair ? 2 : 1
        }
        return result
    }
}
