internal import CLinux

/// Starting programs of the host.
enum HostProgram {
    /// The three descriptors of a process.
    struct Descriptors {
        var input: Int32
        var output: Int32
        var error: Int32
    }

    /// Starts a program, its path first among the words; its process ID, or -1 and `errno`.
    ///
    /// - Parameters:
    ///   - ownsProcesses: whether all that it starts ends with it.
    ///   - target: a process inside whose namespaces it runs; nil for this one's own.
    static func spawn(
        _ words: [String], _ descriptors: Descriptors, hasTerminal: Bool = false, ownsProcesses: Bool = false,
        beside target: Int32? = nil
    ) -> Int32 {
        withCStrings(words) { arguments in
            withCStrings(["PATH=/usr/sbin:/usr/bin:/sbin:/bin"]) { environment in
                var command = slipway_command()
                command.path = UnsafePointer(arguments[0])
                command.arguments = arguments
                command.environment = environment
                command.input = descriptors.input
                command.output = descriptors.output
                command.error = descriptors.error
                command.has_terminal = hasTerminal ? 1 : 0
                command.owns_processes = ownsProcesses ? 1 : 0
                return target.map { slipway_spawn_beside($0, &command) } ?? slipway_spawn(&command)
            }
        }
    }
}
