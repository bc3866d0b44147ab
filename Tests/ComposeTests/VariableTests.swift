import Faults
import Testing

@testable import Compose

/// `$NAME` in texts, and `.env` files.
struct VariableTests {
    @Test(arguments: [
        ("$A-${A}", "1-1"), ("${B:-x}", "x"), ("${E:-x}", "x"), ("${E-x}", ""), ("${A:+y}", "y"), ("${B+y}", ""),
        ("${E+y}", "y"), ("$$A", "$A"), ("a$", "a$"), ("$1", "$1"), ("${B:-${A}}", "1"), ("${A:?x}", "1"),
        ("${B:-a}b}", "ab}"),
    ])
    func variablesInATextAreReplaced(_ text: String, _ result: String) throws {
        let variables = VariableText(value: { ["A": "1", "E": ""][$0] }, missing: { _ in })
        #expect(try variables.expanded(text) == result)
    }

    @Test(arguments: [
        ("${", VariableText.Fault.notClosed), ("${1}", .badName("1")), ("${A!x}", .badName("A!x")),
        ("${B:?no}", .required("B", words: "no")),
        (String(repeating: "${B:-", count: 30) + String(repeating: "}", count: 30), .tooDeep),
    ])
    func refuses(_ text: String, _ fault: VariableText.Fault) {
        let variables = VariableText(value: { _ in nil }, missing: { _ in })
        #expect(throws: fault) { try variables.expanded(text) }
    }

    @Test(arguments: [
        ("A=1\nB=2", ["A=1", "B=2"]), ("# x\n\nexport A = 1 # y", ["A=1"]), ("A='$B # x'", ["A=$B # x"]),
        ("A=\"a\\nb\"\nB=$A", ["A=a\nb", "B=a\nb"]), ("A=x#y", ["A=x#y"]), ("A=", ["A="]), ("A", ["A"]),
        ("A=\"two\nlines\"\nB=1", ["A=two\nlines", "B=1"]), ("A: 1", ["A=1"]), ("A=${HERE}", ["A=h"]),
        ("A=\"\\$B\"", ["A=$B"]), ("A=1\r\nB=2\r\n", ["A=1", "B=2"]),
    ])
    func aVariableFileIsReadLineByLine(_ text: String, _ entries: [String]) throws {
        let lines = try VariableLines(text, file: ".env") { $0 == "HERE" ? "h" : nil }
        #expect(lines.entries.map { $0.name + ($0.value.map { "=" + $0 } ?? "") } == entries)
    }

    @Test(arguments: [("A=1\nB C", 2), ("A='x", 1), ("A=1\n\n=2", 3), ("A=${", 1)])
    func saysWhichLineIsWrong(_ text: String, _ line: Int) {
        let fault = #expect(throws: TextFault.self) { try VariableLines(text, file: ".env") { _ in nil } }
        #expect(fault?.line == line)
    }
}
