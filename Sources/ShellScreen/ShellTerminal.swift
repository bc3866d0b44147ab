public import TerminalUI

/// A terminal without a screen: reads what the programs in the shell write, and knows what they would show. Its memory
/// is bounded however much comes, and no stream of bytes ends it.
///
/// Not for two threads at once. Its frames are values and go anywhere.
public final class ShellTerminal {
    var emulator: Emulator
    private var shown: ShellFrame

    /// - Parameters:
    ///   - size: cells; brought between 1 by 1 and 1000 by 1000.
    ///   - historyLimit: rows that are kept above the screen.
    public init(_ size: Size, historyLimit: Int = 10_000) {
        emulator = Emulator(size, historyLimit: historyLimit)
        shown = ShellFrame(size: emulator.screen.size, historyLimit: historyLimit)
    }

    /// Reads what programs wrote. Sequences and characters may be cut anywhere between two calls.
    public func feed(_ bytes: UnsafeRawBufferPointer) { emulator.feed(bytes) }

    /// Reads what programs wrote.
    public func feed(_ bytes: some Sequence<UInt8>) { Array(bytes).withUnsafeBytes { feed($0) } }

    /// Gives the screen another size. The program must be told as well (`slipway_pty_resize`).
    public func resize(_ size: Size) { emulator.resize(size) }

    /// The bytes for the program since the last call: keys, and answers to its questions.
    public func takeReplies() -> [UInt8] { emulator.takeReplies() }

    /// The screen as it is now. The work is that of the rows that changed since the last call.
    public func frame() -> ShellFrame {
        let screen = emulator.screen
        if shown.size != screen.size {
            shown.size = screen.size
            shown.rows = Array(repeating: ShellRow(), count: screen.size.height)
        }
        for row in emulator.screen.takeDirty() { shown.rows[row] = screen.rows[row].reading }
        shown.history = emulator.history
        shown.caret = emulator.modes.isCaretShown ? screen.caret : nil
        shown.title = emulator.title
        shown.isAlternate = emulator.isAlternate
        shown.mouse = emulator.modes.mouse
        shown.bells = emulator.bells
        return shown
    }
}
