internal import CVTerm
public import TerminalUI

/// A terminal without a screen: reads what the programs in the shell write, and knows what they would show. libvterm
/// does the reading; what it takes at a time is what memory costs, however much comes.
///
/// Not for two threads at once. Its frames are values and go anywhere.
public final class ShellTerminal {
    let terminal: OpaquePointer
    private let screen: OpaquePointer
    private let state: OpaquePointer
    /// libvterm keeps the addresses of both.
    let events: ScreenEvents
    /// Whether a place that the program saved may lie outside of the screen.
    private var hasShrunk = false
    private var input = InputGuard()
    private let callbacks: UnsafeMutablePointer<VTermScreenCallbacks>

    /// libvterm writes past a row of one column.
    private static let smallest = Size(width: 2, height: 1)
    private static let largest = Size(width: 1000, height: 1000)

    /// - Parameter historyLimit: rows that are kept above the screen.
    public init(_ size: Size, historyLimit: Int = 10_000) {
        let inner = Self.clamped(size)
        terminal = vterm_new(Int32(inner.height), Int32(inner.width))
        vterm_set_utf8(terminal, 1)
        screen = vterm_obtain_screen(terminal)
        state = vterm_obtain_state(terminal)
        events = ScreenEvents(frame: ShellFrame(size: inner, historyLimit: historyLimit))
        callbacks = .allocate(capacity: 1)
        callbacks.initialize(to: ScreenEvents.callbacks)
        let user = Unmanaged.passUnretained(events).toOpaque()
        vterm_screen_set_callbacks(screen, callbacks, user)
        vterm_output_set_callback(terminal, ScreenEvents.output, user)
        vterm_screen_enable_altscreen(screen, 1)
        vterm_screen_set_damage_merge(screen, VTERM_DAMAGE_SCROLL)
        vterm_screen_reset(screen, 1)
        vterm_screen_get_cell(screen, VTermPos(row: 0, col: 0), &events.standard)
    }

    deinit {
        vterm_free(terminal)
        callbacks.deinitialize(count: 1)
        callbacks.deallocate()
    }

    /// Reads what programs wrote. Sequences and characters may be cut anywhere between two calls.
    public func feed(_ bytes: UnsafeRawBufferPointer) {
        input.pass(bytes) { read($0) }
    }

    private func read(_ bytes: UnsafeRawBufferPointer) {
        var rest = bytes[...]
        while !rest.isEmpty {
            let piece = hasShrunk ? rest.prefix(through: Self.possibleRestore(in: rest)) : rest
            write(UnsafeRawBufferPointer(rebasing: piece))
            rest = rest.dropFirst(piece.count)
            if hasShrunk { bringCaretBack() }
        }
    }

    private func write(_ bytes: UnsafeRawBufferPointer) {
        guard let start = bytes.baseAddress else { return }
        _ = vterm_input_write(terminal, start.assumingMemoryBound(to: CChar.self), bytes.count)
    }

    /// The first byte with which a sequence that restores the caret may end, else the last byte: `ESC 8`, `CSI u`, and
    /// `CSI ? 1049 l`.
    private static func possibleRestore(in bytes: Slice<UnsafeRawBufferPointer>) -> Int {
        bytes.firstIndex { $0 == UInt8(ascii: "8") || $0 == UInt8(ascii: "u") || $0 == UInt8(ascii: "l") }
            ?? bytes.endIndex - 1
    }

    /// libvterm restores a place that was saved on a larger screen as it is, and then writes outside of its memory. Out
    /// there the sequence that restored has just ended, so another may begin.
    private func bringCaretBack() {
        var place = VTermPos()
        vterm_state_get_cursorpos(state, &place)
        let inner = events.frame.size
        guard place.row >= inner.height || place.col >= inner.width else { return }
        let inside = (row: min(Int(place.row), inner.height - 1), column: min(Int(place.col), inner.width - 1))
        Array("\u{1B}[\(inside.row + 1);\(inside.column + 1)H".utf8).withUnsafeBytes { write($0) }
    }

    /// Reads what programs wrote.
    public func feed(_ bytes: some Sequence<UInt8>) { Array(bytes).withUnsafeBytes { feed($0) } }

    /// Gives the screen another size. The program must be told as well (`slipway_pty_resize`).
    public func resize(_ size: Size) {
        let inner = Self.clamped(size)
        let old = events.frame.size
        guard inner != old else { return }
        if inner.width < old.width || inner.height < old.height { hasShrunk = true }
        vterm_set_size(terminal, Int32(inner.height), Int32(inner.width))
        moveSavedCaret(into: inner)
        vterm_screen_flush_damage(screen)
        events.frame.size = inner
        events.frame.rows = Array(repeating: ShellRow(), count: inner.height)
        events.dirty = 0..<inner.height
    }

    /// libvterm leaves a saved caret and a scrolling region where they were on a larger screen, and writes past its rows
    /// once they are used: the region is taken away, as xterm does, and the caret is saved anew. Behind a program that has the screen to itself it goes to the last row, where a shell's prompt is.
    private func moveSavedCaret(into size: Size) {
        let caret = Point(x: min(events.caret.x, size.width - 1), y: min(events.caret.y, size.height - 1))
        let saved = events.frame.isAlternate ? Point(x: 0, y: size.height - 1) : caret
        let moves = [saved, caret].map { "\u{1B}[\($0.y + 1);\($0.x + 1)H" }
        feed(Array(("\u{1B}[r" + moves[0] + "\u{1B}7" + moves[1]).utf8))
    }

    /// What is to be written to the program since the last call: keys, and answers to its questions.
    public func takeReplies() -> [UInt8] {
        defer { events.replies = [] }
        return events.replies
    }

    /// What is shown now. Costs the rows that changed since the last one.
    public func frame() -> ShellFrame {
        vterm_screen_flush_damage(screen)
        let inner = events.frame.size
        var cells = [VTermScreenCell](repeating: events.standard, count: inner.width)
        for row in events.dirty.clamped(to: 0..<inner.height) {
            for column in cells.indices {
                let position = VTermPos(row: Int32(row), col: Int32(column))
                vterm_screen_get_cell(screen, position, &cells[column])
            }
            events.frame.rows[row] = cells.withUnsafeBufferPointer { RowReading.row($0) }
        }
        events.dirty = 0..<0
        events.frame.caret = events.isCaretShown ? events.caret : nil
        return events.frame
    }

    private static func clamped(_ size: Size) -> Size {
        Size(
            width: min(max(size.width, smallest.width), largest.width),
            height: min(max(size.height, smallest.height), largest.height))
    }
}
