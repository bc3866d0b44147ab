/// Lines on standard output.
public enum Line {
    /// A line, there at once.
    public static func print(_ text: PrintableText) { StandardStream.output.write(text + "\n") }

    /// A line that a program wrote, of which the colours stay.
    public static func print(output: String) {
        var (lines, filter) = (IndentedOutput(indent: ""), OutputFilter())
        StandardStream.output.write(lines.lines(of: output + "\n", through: &filter) + lines.close())
    }

    /// Words that were put together elsewhere, which may be several lines.
    public static func print(words: String) { print(PrintableText(lines: words)) }
}
