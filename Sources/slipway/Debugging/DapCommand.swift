import ArgumentParser
import DebugServing
import Surroundings

/// `slipway dap`: a build in an editor's debugger.
struct DapCommand: SurroundedCommand {
    static let configuration = CommandConfiguration(
        commandName: "dap",
        abstract: "Step through a build in an editor: the Debug Adapter Protocol on standard input and output.",
        discussion: """
            Editors start it; launch.json names dockerfile, context, args, target and stopOnEntry. Breakpoints, next, \
            step back, variables (ENV, ARG, WORKDIR, USER, SHELL), the file tree, commands at any instruction, output. \
            Formats/launch.md has configurations for Visual Studio Code, Neovim and Zed.
            """)

    func run(in surroundings: Surroundings) throws { try DebugServer(surroundings).serve() }
}
