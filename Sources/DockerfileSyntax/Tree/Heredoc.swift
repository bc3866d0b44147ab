/// A text that follows its instruction, up to a line that holds only its name.
public struct Heredoc: Equatable, Sendable {
    /// The name, without quotes; ranged where the instruction says `<<NAME`.
    public let name: Located<String>
    /// Every line as it is written, line ends included, tabs not yet removed.
    public let content: Located<String>
    /// Whether variables in the content are replaced: not where a part of the name is quoted.
    public let expands: Bool
    /// `<<-`: tabs at the start of each line are dropped.
    public let chomps: Bool
    /// The number before `<<`; 0 where there is none.
    public let fileDescriptor: Int

    /// The content with what `<<-` drops dropped.
    public var text: String {
        guard chomps else { return content.value }
        var result: [UInt8] = []
        var atLineStart = true
        for byte in content.value.utf8 {
            if atLineStart, byte == UInt8(ascii: "\t") { continue }
            atLineStart = byte == UInt8(ascii: "\n")
            result.append(byte)
        }
        return String(decoding: result, as: UTF8.self)
    }
}
