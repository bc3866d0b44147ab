/// Messages on standard error.
public enum Complaint {
    /// What went wrong.
    public static func print(_ message: PrintableText) { StandardStream.error.write("Error: \(message)\n") }

    /// What the command is doing at the moment, for somebody who watches it; its output stays on standard output.
    public static func note(_ message: PrintableText) { StandardStream.error.write("\(message)\n") }

    /// Something that is worth knowing and does not end the command.
    public static func warn(_ message: PrintableText) { StandardStream.error.write("Warning: \(message)\n") }

    /// What a user should know although all went well.
    public static func caution(_ message: PrintableText) { StandardStream.error.write("WARNING! \(message)\n") }
}
