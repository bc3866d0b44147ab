/// Pasted text as it is gathered: terminals send the end of a line as CR, some as CR LF, and it becomes LF.
public struct PastedText: Sendable {
    private var text = ""
    /// A CR came last: whether LF follows is not known yet.
    private var endsInReturn = false

    public init() {}

    /// Takes what came next.
    public mutating func append(_ scalar: Unicode.Scalar) {
        let isSecondHalf = endsInReturn && scalar == "\n"
        endsInReturn = scalar == "\r"
        if !isSecondHalf { text.unicodeScalars.append(scalar == "\r" ? "\n" : scalar) }
    }

    /// The text; the next one begins empty.
    public mutating func finish() -> String {
        defer { self = PastedText() }
        return text
    }
}
