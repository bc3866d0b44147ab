internal import Processes
internal import CLinux
internal import Glibc

/// Starting programs of the host.
enum HostProgram {
    /// The three descriptors of a process.
    struct Descriptors {
        var input: Int32
        var output: Int32
        var error: Int32
        /// What the process finds as descriptor 3; -1 for nothing.
        var passed: Int32 = -1
    }

    /// Starts a program, its path first among the words; its process ID, or -1 and `errno`. Unless it is given others, it
    /// finds only PATH in its environment.
    ///
    /// - Parameters:
    ///   - start: starts the command that it is given: `slipway_spawn`, or how else it is to be.
    static func spawn(
        _ words: [String], _ descriptors: Descriptors, hasTerminal: Bool = false,
        environment variables: [String] = ["PATH=/usr/sbin:/usr/bin:/sbin:/bin"],
        start: (inout slipway_command) -> Int32 = { slipway_spawn(&$0, nil) }
    ) -> Int32 {
        withCStrings(words) { arguments in
            withCStrings(variables) { environment in
                var command = slipway_command()
                command.path = UnsafePointer(arguments[0])
                command.arguments = arguments
                command.environment = environment
                command.input = descriptors.input
                command.output = descriptors.output
                command.error = descriptors.error
                command.passed = descriptors.passed
                command.group = -1
                command.has_terminal = hasTerminal ? 1 : 0
                return start(&command)
            }
        }
    }
}
