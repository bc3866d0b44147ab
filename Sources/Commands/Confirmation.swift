public import Printing

/// Asks for confirmation before something is removed.
public enum Confirmation {
    /// Asks and reads the answer from standard input. Only `y` and `yes` agree. Where no answer can be read, a message
    /// names the option that makes the question unnecessary.
    public static func isGiven(_ what: PrintableText) -> Bool {
        StandardStream.output.write("WARNING! \(what)\nAre you sure you want to continue? [y/N] ")
        guard let answer = readLine() else {
            StandardStream.output.write("\n")
            Complaint.print("nothing was removed, because nobody answered: say --force")
            return false
        }
        return isAgreed(answer)
    }

    /// Whether an answer agrees.
    static func isAgreed(_ answer: String?) -> Bool { ["y", "yes"].contains(answer?.lowercased() ?? "") }
}
