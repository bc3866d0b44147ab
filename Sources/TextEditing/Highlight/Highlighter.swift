/// Tokens of a text, kept in step with edits: a key costs a few lines, whatever the size of the file.
struct Highlighter: Sendable {
    /// The most lines that one call reads; beyond, the state is guessed from a few lines before.
    static let budget = 3000
    /// The longest line that is read; the rest of a longer one is plain.
    static let longestLine = 4000

    let lexer: Lexer
    /// The state before each line, for the first lines of the text.
    private(set) var states: [LineState] = [.normal]
    /// Guessed states of the lines in view, where `states` does not reach.
    private var guesses: [Int: LineState] = [:]
    /// Lines read so far: what a test of complexity counts.
    private(set) var linesRead = 0

    init(_ language: FileType.Language) { lexer = Lexer(language: language) }

    func tokens(of line: LineIndex, in buffer: TextBuffer) -> [Token] {
        var state = line.value < states.count ? states[max(0, line.value)] : guesses[line.value] ?? .normal
        return lexer.tokens(of: buffer.content(of: line).prefix(Self.longestLine), state: &state)
    }

    private mutating func state(after state: LineState, line: Int, in buffer: TextBuffer) -> LineState {
        var state = state
        linesRead += 1
        _ = lexer.tokens(of: buffer.content(of: LineIndex(line)).prefix(Self.longestLine), state: &state)
        return state
    }

    /// Makes the states of some lines known.
    mutating func prepare(_ lines: Range<Int>, in buffer: TextBuffer) {
        guessing: if lines.lowerBound > states.count + Self.budget {
            // The lines are far ahead: the state is guessed from a little above them, and each call catches up with a
            // part of the way.
            if guesses[lines.lowerBound] != nil, guesses[lines.upperBound - 1] != nil { break guessing }
            guesses = [:]
            var state = LineState.normal
            for line in max(0, lines.lowerBound - 100)..<lines.upperBound {
                guesses[line] = state
                state = self.state(after: state, line: line, in: buffer)
            }
        }
        let target = min(lines.upperBound, states.count + Self.budget, buffer.lineCount)
        while states.count < target, let last = states.last {
            states.append(state(after: last, line: states.count - 1, in: buffer))
        }
    }

    /// Takes note of an edit: lines removed and added behind a line.
    mutating func edited(line: Int, removed: Int, added: Int, in buffer: TextBuffer) {
        guesses = [:]
        guard line + 1 < states.count else { return }
        let end = min(states.count, line + 1 + removed)
        guard added < Self.budget else {
            states.removeSubrange((line + 1)...)
            return
        }
        states.replaceSubrange((line + 1)..<end, with: Array(repeating: .normal, count: added))
        var index = line
        while index + 1 < states.count {
            let next = state(after: states[index], line: index, in: buffer)
            if index >= line + added, next == states[index + 1] { return }
            states[index + 1] = next
            index += 1
            guard index - line < Self.budget else {
                states.removeSubrange((index + 1)...)
                return
            }
        }
    }
}
