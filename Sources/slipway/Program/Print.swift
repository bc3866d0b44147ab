import Printing

/// A line on standard output, there at once.
func print(_ text: PrintableText, terminator: PrintableText = "\n") {
    StandardStream.output.write(text + terminator)
}

/// In front of the standard library's `print`: with it, text from outside would reach the terminal as it is.
@available(*, unavailable, message: "the terminal takes a PrintableText: PrintableText(lines: text), or a literal")
func print(_ items: Any..., separator: String = " ", terminator: String = "\n") {}

/// Messages on standard error.
enum Complaint {
    static func print(_ message: PrintableText) { StandardStream.error.write("Error: \(message)\n") }

    /// Something that is worth knowing and does not end the command.
    static func warn(_ message: PrintableText) { StandardStream.error.write("Warning: \(message)\n") }
}

/// What a user should know although all went well.
enum Warning {
    static func print(_ text: PrintableText) { StandardStream.error.write("WARNING! \(text)\n") }
}
