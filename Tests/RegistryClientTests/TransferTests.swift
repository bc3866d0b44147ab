import Testing

@testable import RegistryClient

/// When an answer takes too long.
@Suite struct TransferClockTests {
    private let limits = TransferLimits(silence: 10, slowest: 100)

    @Test func silenceEndsIt() {
        var clock = TransferClock(limits, isDocument: false, at: 0)
        #expect(clock.verdict(at: 10, moved: 0, isThinking: false) == nil)
        #expect(clock.verdict(at: 10.1, moved: 0, isThinking: false) == .silent(seconds: 10))
        var later = TransferClock(limits, isDocument: false, at: 0)
        #expect(later.verdict(at: 9, moved: 5000, isThinking: false) == nil)
        #expect(later.verdict(at: 19, moved: 5000, isThinking: false) == nil)
        #expect(later.verdict(at: 19.1, moved: 5000, isThinking: false) == .silent(seconds: 10))
    }

    @Test func aDripEndsIt() {
        var clock = TransferClock(limits, isDocument: false, at: 0)
        var verdict: TransferClock.Verdict?
        var second = 0
        while verdict == nil, second < 100 {
            second += 1
            verdict = clock.verdict(at: Double(second), moved: Int64(second * 99), isThinking: false)
        }
        #expect(verdict == .slow(bytesASecond: 99) && second == 12)
    }

    @Test func aFileThatComesFastEnoughTakesAnyTime() {
        var clock = TransferClock(limits, isDocument: false, at: 0)
        for second in 1...10_000 {
            #expect(clock.verdict(at: Double(second), moved: Int64(second * 101), isThinking: false) == nil)
        }
    }

    @Test func aDocumentIsWholeAfterSomeTime() {
        var clock = TransferClock(limits, isDocument: true, at: 0)
        #expect(clock.verdict(at: 40, moved: 1, isThinking: false) == nil)
        #expect(clock.verdict(at: 40.5, moved: 100_000, isThinking: false) == .late(seconds: 40))
    }

    /// A registry that has been sent gigabytes hashes them before it answers.
    @Test func aServerMayThinkAboutWhatItWasSent() {
        var clock = TransferClock(limits, isDocument: false, at: 0)
        #expect(clock.verdict(at: 1, moved: 1_000_000, isThinking: false) == nil)
        #expect(clock.verdict(at: 90, moved: 1_000_000, isThinking: true) == nil)
        #expect(clock.verdict(at: 102, moved: 1_000_000, isThinking: true) == .silent(seconds: 100))
    }

    @Test(arguments: [
        ([:], TransferLimits(silence: 30, slowest: 256)),
        (["SLIPWAY_NETWORK_SECONDS": "0.5", "SLIPWAY_NETWORK_RATE": "0"], TransferLimits(silence: 0.5, slowest: 0)),
    ])
    func limitsComeFromTheEnvironment(_ environment: [String: String], _ expected: TransferLimits) throws {
        #expect(try TransferLimits(environment: environment) == expected)
    }

    @Test(arguments: [
        ("SLIPWAY_NETWORK_SECONDS", "0"), ("SLIPWAY_NETWORK_SECONDS", "1e9"), ("SLIPWAY_NETWORK_SECONDS", "nan"),
        ("SLIPWAY_NETWORK_RATE", "-1"), ("SLIPWAY_NETWORK_RATE", "1k"),
    ])
    func aSettingThatCannotBeIsNamed(_ name: String, _ value: String) {
        let error = #expect(throws: RegistryError.self) { try TransferLimits(environment: [name: value]) }
        #expect(error?.description.hasPrefix("\(name) is `\(value)`") == true)
    }
}

@Suite struct AnswerHeadTests {
    private func head(_ lines: String...) throws -> AnswerHead {
        var head = AnswerHead()
        for line in lines { try head.add((line + "\r\n").utf8) }
        return head
    }

    @Test func fieldsAreReadWhateverTheirCaseAndBlanks() throws {
        let head = try head(
            "HTTP/1.1 401 No", "WWW-Authenticate:  Basic \t", "www-authenticate: Bearer realm=\"x\"", "A:", "")
        #expect(
            head.final
                == RegistryResponse(
                    status: 401, fields: ["www-authenticate": "Basic, Bearer realm=\"x\"", "a": ""]))
    }

    @Test func interimAnswersAreNotTheAnswer() throws {
        #expect(try head("HTTP/1.1 100 Continue", "X: y", "").final == nil)
        let whole = try head("HTTP/1.1 100 Continue", "X: y", "", "HTTP/2 200", "Z: 1", "")
        #expect(whole.final == RegistryResponse(status: 200, fields: ["z": "1"]))
        #expect(try head("HTTP/1.1 200 OK", "A: b").final == nil, "not before its end")
        let trailer = try head("HTTP/1.1 200 OK", "", "Content-Length: 5")
        #expect(trailer.final?.fields == [:], "a field behind the body is not the head's")
    }

    @Test func aHeadHasAnEnd() throws {
        var head = try head("HTTP/1.1 200 OK")
        #expect(throws: RegistryError.self) {
            for number in 0..<10_000 { try head.add("X-\(number): value\r\n".utf8) }
        }
    }
}
