/// Pasted text as it is gathered: terminals send the end of a line as CR, some as CR LF, and it becomes LF.
public enum PastedText {
    /// The text with one more scalar. A CR is kept until what follows is known.
    public static func appending(_ scalar: Unicode.Scalar, to text: String) -> String {
        var text = text
        if text.unicodeScalars.last == "\r" {
            text.unicodeScalars.removeLast()
            text.unicodeScalars.append("\n")
            if scalar == "\n" { return text }
        }
        text.unicodeScalars.append(scalar)
        return text
    }

    /// The text when nothing follows.
    public static func finished(_ text: String) -> String {
        text.unicodeScalars.last == "\r" ? String(text.unicodeScalars.dropLast()) + "\n" : text
    }
}
