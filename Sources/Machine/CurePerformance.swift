internal import Commands
public import Doctor
internal import Glibc
internal import Printing
internal import Processes

/// Performs what mends a finding, as its user would type it.
public struct CurePerformance {
    private let isRoot: Bool

    /// - Parameter isRoot: whether the command needs no sudo.
    public init(asRoot isRoot: Bool) { self.isRoot = isRoot }

    /// Shows the command and performs it, with its output on standard error.
    public func perform(_ cure: Cure) throws {
        guard let command = cure.command else { return }
        Complaint.note("\(cure.text(asRoot: isRoot))")
        let words = words(of: command)
        var program = Program(words)
        program.input = .descriptor(STDIN_FILENO)
        program.output = .descriptor(STDERR_FILENO)
        program.errors = .descriptor(STDERR_FILENO)
        // It may ask for a password, and Ctrl-C is for it as well.
        program.leadsGroup = false
        let status: ExitStatus
        do { status = try program.start().wait() } catch { throw CommandFailure("\(error)") }
        guard status.isSuccess else {
            throw CommandFailure("this failed: \(words.joined(separator: " ")). What it said stands above.")
        }
    }

    /// The command without questions, and with the rights that it needs.
    func words(of command: String) -> [String] {
        var words = command.split(separator: " ").map(String.init)
        if words[0] == "apt-get" { words = ["env", "DEBIAN_FRONTEND=noninteractive"] + words }
        return isRoot ? words : ["sudo"] + words
    }
}
