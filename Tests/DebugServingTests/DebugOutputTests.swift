import Testing

@testable import DebugServing

/// What a client is shown of a command's output.
struct DebugOutputTests {
    @Test func linesStandAsTheyCameAndAFailureIsSaid() {
        var output = DebugOutput()
        for line in ["one", "two"] { output.add(Array(line.utf8)[...]) }
        #expect(output.text(status: 0) == "one\ntwo\n")
        #expect(output.text(status: 3) == "one\ntwo\n(exit status 3)")
    }

    @Test func noCommandFillsTheMemory() {
        var output = DebugOutput()
        let line = [UInt8](repeating: UInt8(ascii: "x"), count: 1 << 16)
        for _ in 0..<100 { output.add(line[...]) }
        let text = output.text(status: 0)
        #expect(text.utf8.count < DebugOutput.limit + 100)
        #expect(text.hasSuffix("(the output is longer than 1 MiB; the rest is left out)\n"))
    }
}
