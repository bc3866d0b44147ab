/// Takes the output of a program apart, for a terminal that is not its own: text, line ends, tabs and colours stay.
/// Titles, the clipboard, other screens, the mouse, questions and movements of the cursor are dropped.
///
/// It keeps its place between pieces, so that no sequence gets through by being cut in two. Time and memory are linear in
/// the bytes; a sequence that does not end holds back no more than a line.
public struct OutputFilter: Equatable, Sendable {
    /// A piece of output that may go on to a terminal.
    public enum Part: Equatable, Sendable {
        /// Without any control character.
        case text(String)
        case newline
        /// A carriage return that no newline follows at once.
        case carriageReturn
        case tab
        /// The parameters of a "select graphic rendition", as in `1;31`: digits, `;` and `:` only.
        case style(String)
    }

    private enum State: Equatable {
        case text
        /// After ESC.
        case escape
        /// After ESC and a byte of 0x20 to 0x2F: a character set, or the like.
        case intermediate
        /// After CSI.
        case control
        /// In the text of an OSC, DCS, SOS, PM or APC.
        case string
        /// In such a string, after an ESC that may begin its end.
        case stringEscape
    }

    private var state = State.text
    private var parameters: [UInt8] = []
    private var isStyle = true
    /// Bytes of the string so far.
    private var length = 0
    /// A carriage return came last.
    private var isReturned = false
    /// How many characters have joined to the last one.
    private var joined = 0
    private var isAfterJoiner = false
    private let keepsReturns: Bool

    /// A string that is longer was not meant as one: titles and clipboards have a few thousand bytes.
    private static let longestString = 1 << 16
    private static let longestParameters = 64
    /// More marks than this on one character are not writing, and slow the terminal down.
    private static let mostJoined = 32

    /// - Parameter keepsReturns: a carriage return is a part also where a newline follows at once.
    public init(keepsReturns: Bool = false) { self.keepsReturns = keepsReturns }

    /// Calls back with the parts of the next piece of output, in order.
    public mutating func read(_ piece: some StringProtocol, _ body: (Part) -> Void) {
        var run = ""
        var place = piece.startIndex
        while place < piece.endIndex {
            // Most output is ASCII, which goes on by the line.
            let end = state == .text ? Self.endOfASCII(in: piece, from: place) : place
            if end > place {
                if isReturned { pass(.carriageReturn, &run, body) }
                run += piece[place..<end]
                (joined, isAfterJoiner) = (0, false)
                place = end
            } else {
                read(piece.unicodeScalars[place], &run, body)
                place = piece.unicodeScalars.index(after: place)
            }
        }
        pass(nil, &run, body)
    }

    private static func endOfASCII<Piece: StringProtocol>(in piece: Piece, from place: Piece.Index) -> Piece.Index {
        piece.utf8[place...].firstIndex { $0 < 0x20 || $0 >= 0x7F } ?? piece.endIndex
    }

    private mutating func read(_ scalar: Unicode.Scalar, _ run: inout String, _ body: (Part) -> Void) {
        guard state == .text, isPlain(scalar) else {
            for part in step(scalar) { pass(part, &run, body) }
            return
        }
        if isReturned { pass(.carriageReturn, &run, body) }
        if admits(scalar) { run.unicodeScalars.append(scalar) }
    }

    /// Ends the text before a part, then the part.
    private mutating func pass(_ part: Part?, _ run: inout String, _ body: (Part) -> Void) {
        if part != nil { isReturned = false }
        if !run.isEmpty {
            body(.text(run))
            run = ""
        }
        if let part { body(part) }
    }

    private func isPlain(_ scalar: Unicode.Scalar) -> Bool {
        let value = scalar.value
        return value >= 0x20 && value < 0x7F || value >= 0xA0
    }

    /// Direction overrides are left out, and what joins to a character that has grown too long.
    private mutating func admits(_ scalar: Unicode.Scalar) -> Bool {
        guard scalar.value >= 0x300 else {
            joined = 0
            return true
        }
        switch scalar.value {
        case 0x200E, 0x200F, 0x2028...0x202E, 0x2066...0x2069: return false
        default: break
        }
        let joins = Self.joins(scalar) || isAfterJoiner
        isAfterJoiner = scalar == Self.joiner
        joined = joins ? joined + 1 : 0
        return joined <= Self.mostJoined
    }

    private static let joiner: Unicode.Scalar = "\u{200D}"

    /// Whether the character may become one with the character before it, however many there are.
    private static func joins(_ scalar: Unicode.Scalar) -> Bool {
        if scalar.properties.isGraphemeExtend || scalar == joiner { return true }
        switch scalar.properties.generalCategory {
        case .spacingMark, .format: return true
        default: return (0x1100...0x115F).contains(scalar.value) || (0xA960...0xA97C).contains(scalar.value)
        }
    }

    /// What a character that is not plain text, or comes inside of a sequence, gives.
    private mutating func step(_ scalar: Unicode.Scalar) -> [Part] {
        switch scalar.value {
        case 0x0A:
            // A sequence does not go on in the next line.
            enter(.text)
            isReturned = false
            return [.newline]
        case 0x18, 0x1A: enter(.text)
        case 0x1B: enter(state == .string ? .stringEscape : .escape)
        case 0x80...0x9F: return stepC1(scalar.value)
        default: return stepInside(scalar.value)
        }
        return []
    }

    private mutating func stepC1(_ value: UInt32) -> [Part] {
        switch value {
        case 0x9B: enter(.control)
        case 0x90, 0x98, 0x9D, 0x9E, 0x9F: enter(.string)
        default: enter(.text)
        }
        return []
    }

    private mutating func stepInside(_ value: UInt32) -> [Part] {
        switch state {
        case .text: return control(value)
        case .escape: stepEscape(value)
        case .intermediate: if value >= 0x30 { enter(.text) }
        case .control: return stepControl(value)
        case .string:
            length += 1
            if value == 0x07 || length > Self.longestString { enter(.text) }
        // ESC \ ends it; ESC and anything else begins something new.
        case .stringEscape: value == 0x5C ? enter(.text) : stepEscape(value)
        }
        return []
    }

    /// A C0 control or DEL in the text.
    private mutating func control(_ value: UInt32) -> [Part] {
        if value == 0x0D {
            if keepsReturns { return [.carriageReturn] }
            isReturned = true
        }
        guard value == 0x09 else { return [] }
        return isReturned ? [.carriageReturn, .tab] : [.tab]
    }

    private mutating func stepEscape(_ value: UInt32) {
        switch value {
        case 0x5B: enter(.control)
        case 0x50, 0x58, 0x5D, 0x5E, 0x5F: enter(.string)
        case 0x20...0x2F: enter(.intermediate)
        case ..<0x20: break
        default: enter(.text)
        }
    }

    private mutating func stepControl(_ value: UInt32) -> [Part] {
        switch value {
        case 0x30...0x3B where parameters.count < Self.longestParameters: parameters.append(UInt8(value))
        case 0x40...0x7E:
            defer { enter(.text) }
            guard value == 0x6D, isStyle else { return [] }
            let style = Part.style(String(decoding: parameters, as: UTF8.self))
            return isReturned ? [.carriageReturn, style] : [style]
        case ..<0x20: break
        // Private parameters, intermediate bytes, too many of them: not a colour.
        default: isStyle = false
        }
        return []
    }

    private mutating func enter(_ next: State) {
        state = next
        parameters.removeAll(keepingCapacity: true)
        isStyle = true
        length = 0
    }
}
