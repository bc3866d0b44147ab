extension FormatError: CustomStringConvertible {
    /// What is wrong, as the end of a sentence.
    public var description: String {
        switch self {
        case .json(let error): "it is not JSON that is taken: \(error)"
        case .badMember(let path, let expected): "its `\(path)` is not \(expected)"
        case .unsupportedSchema(nil): "it says no `schemaVersion`, which is 2 in a manifest"
        case .unsupportedSchema(let version?): "its `schemaVersion` is \(version), and not 2"
        case .unsupportedRootFS(let type): "its `rootfs.type` is \(type), and not layers"
        }
    }
}

extension JSONError: CustomStringConvertible {
    /// What is wrong, as the end of a sentence.
    public var description: String {
        switch self {
        case .tooLong(let limit): "it is longer than \(limit) bytes"
        case .tooDeep(let limit, let offset): "more than \(limit) values are inside of each other at byte \(offset)"
        case .unexpectedEnd: "it ends in the middle of a value"
        case .unexpectedByte(let byte, let offset):
            "byte \(offset) is 0x\(String(byte, radix: 16)), where another belongs"
        case .badEscape(let offset): "an escape at byte \(offset) means no character"
        case .badNumber(let offset): "the number at byte \(offset) is not a valid one"
        case .trailingBytes(let offset): "something follows its end at byte \(offset)"
        }
    }
}
