@testable import LabModel
import TerminalUI
import Testing

/// The part of a file that a presentation types anew.
struct TypedChangeTests {
    @Test(arguments: [
        ("", "abc", 0..<0, "abc"), ("abc", "abc", 3..<3, ""), ("abc", "", 0..<3, ""), ("aXc", "aYc", 1..<2, "Y"),
        ("one\ntwo\n", "one\nand\ntwo\n", 4..<4, "and\n"), ("aa", "aaa", 2..<2, "a"), ("é🐳z", "é🐙z", 2..<6, "🐙"),
        ("ab", "ba", 0..<2, "ba"),
    ])
    func isTheOnePlaceThatDiffers(old: String, new: String, range: Range<Int>, replacement: String) {
        let change = TypedChange(from: old, to: new)
        #expect(change.range == range && change.replacement == replacement)
        var bytes = Array(old.utf8)
        bytes.replaceSubrange(change.range, with: Array(change.replacement.utf8))
        #expect(String(decoding: bytes, as: UTF8.self) == new)
    }
}

/// When each character is typed.
struct TypingTests {
    @Test func charactersFallDueAtThePace() {
        var typing = Typing(.shell, "ab\ncd", now: 10)
        #expect(typing.take(until: 10, rate: 10) == "a")
        #expect(typing.take(until: 10.05, rate: 10) == "")
        #expect(typing.take(until: 10.25, rate: 10) == "b\n", "two are due")
        #expect(typing.take(until: 10.45, rate: 10) == "", "the end of a line takes a breath")
        #expect(typing.take(until: 99, rate: 10) == "cd")
        #expect(typing.isDone)
    }

    @Test func withoutAPaceAllComesAtOnce() {
        var typing = Typing(.shell, "abc", now: 0)
        #expect(typing.take(until: 0, rate: nil) == "abc")
    }
}

extension [WorldEffect] {
    /// Whole command lines that the shell was handed.
    var lines: [String] { compactMap { if case .shellInput(_, .line(let line)) = $0 { line } else { nil } } }

    /// What was typed into the shell, with its Enter, without the keys that clear the prompt.
    var typed: String {
        compactMap { effect -> String? in
            guard case .shellInput(_, .key(let press)) = effect else { return nil }
            if press.key == .enter { return "\n" }
            guard case .character(let character) = press.key, press.modifiers.isEmpty else { return nil }
            return String(character)
        }.joined()
    }
}
