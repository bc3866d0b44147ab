import Printing

/// A question before something is taken away.
enum Confirmation {
    /// Asks on the terminal; anything but `y` and `yes` is a no.
    static func isGiven(_ what: PrintableText) -> Bool {
        print("WARNING! \(what)\nAre you sure you want to continue? [y/N] ", terminator: "")
        return ["y", "yes"].contains(readLine()?.lowercased() ?? "")
    }
}
