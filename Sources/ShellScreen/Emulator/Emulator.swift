internal import TerminalUI

/// A terminal that is only a value: bytes go in, and it knows what they would show. It follows xterm, as far as programs
/// of today use it.
///
/// Written by hand, since no library that can be had here survives every stream: the pane shows what anybody prints, so
/// whatever comes, nothing here may trap, hang, or grow. Time is linear in the bytes.
struct Emulator {
    var screen: Screen
    /// The one of the two screens that is not shown.
    var hidden: Screen
    private(set) var isAlternate = false
    var history: ShellHistory
    var pen = CellStyle.plain
    var modes = Modes()
    var characters = CharacterSets()
    /// Columns at which a tab stops.
    var stops = Self.standardStops
    private(set) var title = ""
    private(set) var bells = 0
    private(set) var replies: [UInt8] = []
    /// The character that `CSI b` repeats.
    var lastCharacter: Unicode.Scalar?
    private var parser = StreamParser()

    private static let largest = 1000
    static let standardStops = (0..<largest).map { $0 % 8 == 0 }
    /// A program that asks without end and reads nothing must not cost memory.
    private static let replyLimit = 64 * 1024
    private static let titleLimit = 1024

    init(_ size: Size, historyLimit: Int) {
        screen = Screen(Self.clamped(size))
        hidden = screen
        history = ShellHistory(limit: historyLimit)
    }

    static func clamped(_ size: Size) -> Size {
        Size(width: min(max(1, size.width), largest), height: min(max(1, size.height), largest))
    }

    // MARK: In

    mutating func feed(_ bytes: UnsafeRawBufferPointer) {
        var index = 0
        while index < bytes.count {
            if parser.isText, characters.isPlain, !modes.isInserting {
                let end = Self.endOfASCII(bytes, from: index)
                if end > index {
                    print(UnsafeRawBufferPointer(rebasing: bytes[index..<end]))
                    index = end
                    continue
                }
            }
            let (action, isDone) = parser.parse(bytes[index])
            if isDone { index += 1 }
            perform(action)
        }
    }

    private static func endOfASCII(_ bytes: UnsafeRawBufferPointer, from start: Int) -> Int {
        var end = start
        while end < bytes.count, bytes[end] >= 0x20, bytes[end] < 0x7F { end += 1 }
        return end
    }

    private mutating func perform(_ action: StreamParser.Action) {
        switch action {
        case .nothing: return
        case .character(let scalar): return print(scalar)
        case .control(let byte): control(byte)
        case .escape(let intermediate, let final): escape(intermediate, final)
        case .sequence:
            sequence(parser.sequence)
            if parser.sequence.final == UInt8(ascii: "b") { return }
        case .command: command(parser.text)
        case .deviceControl: answerDeviceControl(parser.text)
        }
        // Only what was written just now is repeated.
        lastCharacter = nil
    }

    /// `ESC ] 0` and `2` set the title; the others are not for a pane.
    private mutating func command(_ text: [UInt8]) {
        let parts = text.split(separator: UInt8(ascii: ";"), maxSplits: 1, omittingEmptySubsequences: false)
        guard parts.count == 2, parts[0] == [UInt8(ascii: "0")] || parts[0] == [UInt8(ascii: "2")] else { return }
        let shown = String(decoding: parts[1].prefix(Self.titleLimit), as: UTF8.self).unicodeScalars
        title = String(String.UnicodeScalarView(shown.filter { $0.properties.generalCategory != .control }))
    }

    // MARK: Out

    /// Keeps what the terminal answers; past the limit nothing more.
    mutating func reply(_ bytes: [UInt8]) {
        if replies.count + bytes.count <= Self.replyLimit { replies += bytes }
    }

    mutating func reply(_ text: String) { reply(Array(text.utf8)) }

    /// Keeps what somebody typed or pasted, as long as it is.
    mutating func type(_ bytes: [UInt8]) { replies += bytes }

    mutating func takeReplies() -> [UInt8] {
        defer { replies = [] }
        return replies
    }

    mutating func ring() { bells &+= 1 }

    // MARK: The two screens

    /// Shows the other screen, as vim and less do.
    mutating func showAlternate(_ isWanted: Bool) {
        guard isWanted != isAlternate else { return }
        isAlternate = isWanted
        let caret = screen.caret
        swap(&screen, &hidden)
        screen.move(x: caret.x, y: caret.y)
        screen.touchAll()
    }

    /// Everything as at the start, but for the history.
    mutating func reset() {
        isAlternate = false
        screen = Screen(screen.size)
        hidden = screen
        (pen, modes, characters) = (.plain, Modes(), CharacterSets())
        stops = Self.standardStops
        lastCharacter = nil
    }

    mutating func resize(_ size: Size) {
        let size = Self.clamped(size)
        guard size != screen.size else { return }
        if isAlternate {
            Self.fit(&hidden, to: size, &history)
            Self.fit(&screen, to: size)
        } else {
            Self.fit(&screen, to: size, &history)
            Self.fit(&hidden, to: size)
        }
    }

    /// Rows that leave at the top go to the history, and come back from there.
    private static func fit(_ main: inout Screen, to size: Size, _ history: inout ShellHistory) {
        main.setWidth(size.width)
        while main.size.height > size.height { if let row = main.removeRow() { history.append(row.reading) } }
        while main.size.height < size.height {
            main.addRow(history.removeLast().map { ScreenRow($0, width: size.width) })
        }
    }

    private static func fit(_ screen: inout Screen, to size: Size) {
        screen.setWidth(size.width)
        while screen.size.height > size.height { _ = screen.removeRow() }
        while screen.size.height < size.height { screen.addRow(nil) }
    }
}
