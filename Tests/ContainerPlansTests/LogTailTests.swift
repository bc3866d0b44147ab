import ArgumentParser
import Testing

@testable import ContainerPlans

/// Which part of a log is asked for.
struct LogTailTests {
    @Test(arguments: [("all", nil), ("0", 0), ("12", 12), ("-1", nil)] as [(String, Int?)])
    func linesFromTheEnd(_ text: String, _ count: Int?) throws {
        #expect(try LogTail(text).count == count)
    }

    @Test(arguments: ["", "ten", "1.5", "All"])
    func whatIsNotANumberIsRefused(_ text: String) {
        #expect(throws: ValidationError.self) { try LogTail(text) }
    }

    @Test func aTimeIsWrittenAsALogHasIt() throws {
        #expect(try LogSpan.time("100", of: "--since") == "1970-01-01T00:01:40.000000000Z")
        #expect {
            try LogSpan.time("soon", of: "--since")
        } throws: {
            ($0 as? ValidationError)?.message.hasPrefix("--since soon: expected a time") == true
        }
    }
}
