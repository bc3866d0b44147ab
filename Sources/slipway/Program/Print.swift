import Printing

/// A line on standard output, there at once.
func print(_ text: PrintableText, terminator: PrintableText = "\n") {
    StandardStream.output.write(text + terminator)
}

/// In front of the standard library's `print`: with it, text from outside would reach the terminal as it is.
@available(*, unavailable, message: "the terminal takes a PrintableText: PrintableText(lines: text), or a literal")
func print(_ items: Any..., separator: String = " ", terminator: String = "\n") {}
