internal import Glibc
public import Printing

/// A question before something is taken away.
public enum Confirmation {
    /// Asks on the terminal; anything but `y` and `yes` is a no.
    public static func isGiven(_ what: PrintableText) -> Bool {
        StandardStream.output.write("WARNING! \(what)\nAre you sure you want to continue? [y/N] ")
        return isAgreed(readLine())
    }

    /// The question of a prune. Where nobody can be asked, it is no.
    public static func isGiven(removing what: PrintableText) -> Bool {
        guard isatty(STDIN_FILENO) == 1 else {
            Complaint.print("nothing was removed, because nobody could be asked: say --force")
            return false
        }
        StandardStream.output.write("This removes \(what). Go on? [y/N] ")
        return isAgreed(readLine())
    }

    /// Whether an answer is a yes.
    static func isAgreed(_ answer: String?) -> Bool { ["y", "yes"].contains(answer?.lowercased() ?? "") }
}
