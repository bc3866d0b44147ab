import Seeds
import Testing

@testable import ContainerRuntime

/// Bytes in, bytes out: nothing here needs a network.
@Suite struct NameAnswerTests {
    /// A question as programs write it.
    static func question(_ name: String, type: UInt16 = NameQuestion.address, flags: UInt8 = 1) -> [UInt8] {
        let labels = name.split(separator: ".").flatMap { [UInt8($0.utf8.count)] + Array($0.utf8) }
        return [0x12, 0x34, flags, 0, 0, 1, 0, 0, 0, 0, 0, 0] + labels + [0, 0, UInt8(type), 0, 1]
    }

    static let entries = [
        NameEntry(names: ["web", "www", "0123456789ab"], network: "net", address: 0xAC12_0002),
        NameEntry(names: ["Db.1", "www"], network: "net", address: 0xAC12_0003),
    ]

    private func answer(_ message: [UInt8], _ upstream: NameUpstream = .nobody, limit: Int = 512) -> [UInt8]? {
        let lookup = NameLookup(upstream: upstream, entries: { Self.entries })
        guard case .answer(let bytes) = lookup.outcome(of: message, limit: limit) else { return nil }
        return bytes
    }

    /// The addresses in an answer to a question of that many bytes, by their last numbers.
    private func lastNumbers(_ answer: [UInt8]?, behind count: Int) -> [UInt8]? {
        guard let answer, answer.count >= count, (answer.count - count) % 16 == 0 else { return nil }
        return stride(from: count, to: answer.count, by: 16).map { answer[$0 + 15] }.sorted()
    }

    @Test(
        arguments: [
            ("web", [2]), ("WEB", [2]), ("web.net", [2]), ("0123456789ab", [2]), ("db.1", [3]), ("db.1.net", [3]),
            ("www", [2, 3]),
        ] as [(String, [UInt8])])
    func namesOfNeighboursHaveTheirAddresses(_ name: String, _ numbers: [UInt8]) {
        let asked = Self.question(name)
        let answer = answer(asked)
        #expect(lastNumbers(answer, behind: asked.count) == numbers)
        #expect(answer?.prefix(4) == [0x12, 0x34, 0x81, 0x80], "the same number, an answer, others can be asked")
        #expect(answer?.dropFirst(4).prefix(8) == [0, 1, 0, UInt8(numbers.count), 0, 0, 0, 0])
        #expect(answer?.dropFirst(12).starts(with: asked.dropFirst(12)) == true, "the question, as it was written")
    }

    @Test func anAnswerIsWrittenAsTheStandardHasIt() {
        let asked = Self.question("web")
        let record: [UInt8] = [0xC0, 12, 0, 1, 0, 1, 0, 0, 2, 88, 0, 4, 172, 18, 0, 2]
        #expect(answer(asked) == [0x12, 0x34, 0x81, 0x80, 0, 1, 0, 1, 0, 0, 0, 0] + asked.dropFirst(12) + record)
    }

    /// A name that exists without an IPv6 address must not be looked up elsewhere, or programs would wait in vain.
    @Test(arguments: [28, 15, 16] as [UInt16])
    func aNeighbourHasNothingOfOtherKinds(_ type: UInt16) {
        let asked = Self.question("web", type: type)
        let answer = answer(asked, .given([.four(0x0909_0909)]))
        #expect(answer?.count == asked.count && answer?[3] == 0x80)
    }

    @Test func anAddressHasItsName() {
        let asked = Self.question("2.0.18.172.in-addr.arpa", type: NameQuestion.pointer)
        let name: [UInt8] = [3] + Array("web".utf8) + [3] + Array("net".utf8) + [0]
        #expect(answer(asked)?.suffix(name.count + 2) == [0, UInt8(name.count)] + name)
    }

    @Test func whatNobodyHereHasIsAskedElsewhere() throws {
        let message = Self.question("example.org")
        let question = try #require(NameQuestion(message))
        let servers = [HostAddress.four(0x0909_0909)]
        let lookup = NameLookup(upstream: .given(servers), entries: { Self.entries })
        #expect(lookup.outcome(of: message, limit: 512) == .ask(question, servers))
        let stranger = Self.question("9.0.18.172.in-addr.arpa", type: NameQuestion.pointer)
        #expect(answer(stranger, .given(servers)) == nil)
        // Without a way out to the network, the answer says so at once.
        #expect(answer(message)?[3] == 0x82)
    }

    @Test func whatDoesNotFitIsLeftOutAndSaid() throws {
        let many = (0..<100).map { NameEntry(names: ["web"], network: "net", address: UInt32($0)) }
        let message = Self.question("web")
        let lookup = NameLookup(upstream: .nobody, entries: { many })
        guard case .answer(let short) = lookup.outcome(of: message, limit: 512),
            case .answer(let whole) = lookup.outcome(of: message, limit: 65_535)
        else {
            Issue.record("no answer")
            return
        }
        #expect(short.count <= 512 && short[2] & 2 == 2 && Int(short[7]) == (short.count - message.count) / 16)
        #expect(whole.count == message.count + 1_600 && whole[2] & 2 == 0 && whole[7] == 100)
    }

    @Test func onlyAnAnswerToTheQuestionCounts() throws {
        let question = try #require(NameQuestion(Self.question("web")))
        let right = Self.question("web", flags: 0x81)
        #expect(question.isAnswered(by: right))
        #expect(!question.isAnswered(by: Self.question("web")), "a question")
        #expect(!question.isAnswered(by: Self.question("wed", flags: 0x81)), "another name")
        #expect(!question.isAnswered(by: [0x12, 0x35] + right.dropFirst(2)), "another number")
        #expect(!question.isAnswered(by: Array(right.prefix(11))))
    }

    /// Each of these is met with a complaint or with silence, never with an answer.
    @Test(
        arguments: [
            [], [0x12, 0x34], question("web", flags: 0x81), question("web", flags: 0x11),
            Array(question("web").dropLast()), Array(question("web").prefix(14)),
            Array(question("web").prefix(12)) + [0xC0, 12, 0, 1, 0, 1],
            Array(question("web").prefix(12)) + [64] + [UInt8](repeating: 97, count: 64) + [0, 0, 1, 0, 1],
            question(Array(repeating: "aaaaaaa", count: 40).joined(separator: ".")),
            Array(question("web").prefix(5)) + [2] + question("web").dropFirst(6),
        ] as [[UInt8]])
    func whatCannotBeReadIsNoQuestion(_ message: [UInt8]) {
        #expect(NameQuestion(message) == nil)
        let complaint = answer(message)
        #expect(complaint == nil || complaint?.count == 12 && complaint?[3] == 0x81)
        // Two servers that answered each other's answers would never end.
        if message.count > 2, message[2] & 0x80 != 0 { #expect(complaint == nil) }
    }

    @Test func randomBytesAreBorne() {
        var random = SeededGenerator(PropertySeed.of(0))
        for _ in 0..<20_000 {
            let names = ["web", "2.0.18.172.in-addr.arpa", "a.b.c"]
            var message = Self.question(names.randomElement(using: &random) ?? "")
            for _ in 0..<Int.random(in: 0...4, using: &random) where !message.isEmpty {
                let place = Int.random(in: 0..<message.count, using: &random)
                switch Int.random(in: 0..<3, using: &random) {
                case 0: message[place] = UInt8.random(in: 0...255, using: &random)
                case 1: message.removeSubrange(place...)
                default: message.insert(UInt8.random(in: 0...255, using: &random), at: place)
                }
            }
            if let answer = answer(message) {
                #expect((12...512).contains(answer.count) && answer[2] & 0x80 != 0)
            }
        }
    }

    @Test func serversAreReadAsTheCLibraryReadsThem() {
        let text = "# a\nsearch x\nnameserver 9.9.9.9\nnameserver\t2001:db8::1 # b\nnameserver x\nnameserver 1.1.1.1\n"
        let six = HostAddress(six: "2001:db8::1")
        #expect(NameUpstream.servers(in: text) == [.four(0x0909_0909), six, .four(0x0101_0101)].compactMap { $0 })
        #expect(NameUpstream.servers(in: text + "nameserver 8.8.8.8\n").count == 3)
        #expect(NameUpstream(given: [], hasOutbound: true) == .host)
        #expect(NameUpstream(given: [], hasOutbound: false) == .nobody)
        // A server that asked itself would never finish.
        #expect(NameUpstream(given: ["127.0.0.11"], hasOutbound: false) == .nobody)
        #expect(NameUpstream(given: ["127.0.0.11", "9.9.9.9"], hasOutbound: true) == .given([.four(0x0909_0909)]))
    }
}
