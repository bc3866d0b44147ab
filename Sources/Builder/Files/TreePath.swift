internal import ImageStore

/// A path inside a tree of files, without a leading `/`; empty for the tree itself.
///
/// It has the bytes that the file system has: names need not be UTF-8, and two that only look alike are two.
struct TreePath: Hashable, Sendable {
    let bytes: [UInt8]

    init(_ bytes: some Sequence<UInt8>) { self.bytes = Array(bytes) }

    /// A path as a Dockerfile has it.
    init(_ text: String) { bytes = Array(text.utf8) }

    static let root = TreePath([])

    var isEmpty: Bool { bytes.isEmpty }

    private static let slash = UInt8(ascii: "/")

    private var nameStart: Int { bytes.lastIndex(of: Self.slash).map { $0 + 1 } ?? 0 }

    /// The last part of the path.
    var name: ArraySlice<UInt8> { bytes[nameStart...] }

    /// The path of the folder that it lies in; empty at the top.
    var parent: ArraySlice<UInt8> { bytes[..<max(0, nameStart - 1)] }

    /// The path of something that lies in this folder.
    func appending(_ path: some Sequence<UInt8>) -> TreePath {
        isEmpty ? TreePath(path) : TreePath(bytes + [Self.slash] + path)
    }

    /// The folder that it lies in, and its name there, whatever slashes are around it; nil for the tree itself.
    var split: (parent: TreePath, name: TreePath)? {
        let trimmed = bytes[..<((bytes.lastIndex { $0 != Self.slash } ?? -1) + 1)]
        guard !trimmed.isEmpty else { return nil }
        let start = trimmed.lastIndex(of: Self.slash).map { $0 + 1 } ?? 0
        return (TreePath(trimmed[..<start]), TreePath(trimmed[start...]))
    }

    /// The path from a folder that it lies below.
    func from(_ folder: TreePath) -> TreePath {
        folder.isEmpty ? self : TreePath(bytes.dropFirst(folder.bytes.count + 1))
    }

    /// Calls `body` with the path, a NUL behind it; `.` stands for the tree itself.
    func call<Result>(_ body: (UnsafePointer<CChar>) -> Result) -> Result {
        isEmpty ? body(".") : CPath(bytes).call(body)
    }

    /// What patterns are matched with: a byte that is not UTF-8 is one unknown character, as in Docker.
    var pattern: String { String(decoding: bytes, as: UTF8.self) }
}

// MARK: Text

extension TreePath {
    /// The path as text, for keys, records and messages. Different paths have different texts: where bytes are not UTF-8 or
    /// control a terminal, these are `\xNN`, and a backslash is two.
    var text: String {
        if isPlain, let text = String(validating: bytes, as: UTF8.self) { return text }
        var text = ""
        var parser = Unicode.UTF8.ForwardParser()
        var iterator = bytes.makeIterator()
        var place = 0
        while true {
            switch parser.parseScalar(from: &iterator) {
            case .valid(let encoded):
                Self.append(Unicode.UTF8.decode(encoded), bytes[place..<place + encoded.count], to: &text)
                place += encoded.count
            case .error(let count):
                for byte in bytes[place..<place + count] { text += Self.escape(byte) }
                place += count
            case .emptyInput: return text
            }
        }
    }

    /// The path that has that `text`.
    init(recorded text: String) {
        let utf8 = Array(text.utf8)
        guard !Self.isPlain(utf8) else {
            bytes = utf8
            return
        }
        var bytes: [UInt8] = []
        var rest = utf8[...]
        while let byte = rest.popFirst() {
            guard byte == Self.backslash, let kind = rest.popFirst() else {
                bytes.append(byte)
                continue
            }
            if kind == UInt8(ascii: "x"), let value = UInt8(String(decoding: rest.prefix(2), as: UTF8.self), radix: 16)
            {
                bytes.append(value)
                rest = rest.dropFirst(2)
            } else {
                bytes.append(kind)
            }
        }
        self.bytes = bytes
    }

    private static let backslash = UInt8(ascii: "\\")

    private var isPlain: Bool { Self.isPlain(bytes) }

    /// Whether nothing in it is a control character or could be taken for an escape.
    private static func isPlain(_ bytes: [UInt8]) -> Bool {
        var previous: UInt8 = 0
        for byte in bytes {
            if byte < 0x20 || byte == 0x7F { return false }
            if previous == backslash, byte == UInt8(ascii: "x") { return false }
            if previous == 0xC2, byte < 0xA0 { return false }
            previous = byte
        }
        return true
    }

    private static func append(_ scalar: Unicode.Scalar, _ bytes: ArraySlice<UInt8>, to text: inout String) {
        switch scalar.value {
        case 0..<0x20, 0x7F..<0xA0: for byte in bytes { text += escape(byte) }
        case UInt32(backslash): text += "\\\\"
        default: text.unicodeScalars.append(scalar)
        }
    }

    private static func escape(_ byte: UInt8) -> String {
        "\\x" + (byte < 16 ? "0" : "") + String(byte, radix: 16, uppercase: true)
    }
}
