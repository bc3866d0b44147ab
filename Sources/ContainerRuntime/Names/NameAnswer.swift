/// What is known about a name.
enum NameRecord: Equatable, Sendable {
    case address(UInt32)
    /// The parts of a name.
    case name([String])
}

/// An answer of a name server, as the bytes that are sent.
enum NameAnswer {
    /// How a question was answered.
    enum Code: UInt8 {
        /// With no records: the name exists, but has none of this type.
        case answered = 0
        case unreadable = 1
        case failed = 2
    }

    /// Seconds for which an answer may be kept; as with Docker.
    private static let lifetime: [UInt8] = [0, 0, 2, 88]

    /// The size of a datagram that every program takes.
    static let datagramLimit = 512
    /// The length of a message on a connection has two bytes.
    static let messageLimit = 65_535

    /// - Parameter limit: bytes; records beyond it are left out, and the answer says so.
    static func bytes(
        to question: NameQuestion, _ code: Code = .answered, _ records: [NameRecord] = [], limit: Int
    ) -> [UInt8] {
        var body: [UInt8] = []
        var count = 0
        for record in records.prefix(4_000).map({ bytes(of: $0, to: question) }) {
            guard NameQuestion.headerSize + question.section.count + body.count + record.count <= limit else { break }
            body += record
            count += 1
        }
        let isCut: UInt8 = count < records.count ? 0x02 : 0
        let asked: UInt8 = question.wantsOthersAsked ? 0x01 : 0
        // The header: an answer of a server that asks others, its result, and the number of entries in each section.
        var message = question.id
        message += [0x80 | isCut | asked, 0x80 | code.rawValue]
        message += [0, 1] + bytes(of: count) + [0, 0, 0, 0]
        return message + question.section + body
    }

    /// The answer to a message that holds no question that can be read; nil where it is an answer itself, or too short to
    /// be answered.
    static func complaint(about message: [UInt8]) -> [UInt8]? {
        guard message.count >= NameQuestion.headerSize, message[2] & 0x80 == 0 else { return nil }
        return [message[0], message[1], 0x80 | message[2] & 0x79, 0x80 | Code.unreadable.rawValue]
            + [UInt8](repeating: 0, count: 8)
    }

    private static func bytes(of record: NameRecord, to question: NameQuestion) -> [UInt8] {
        let type: UInt16
        var data: [UInt8] = []
        switch record {
        case .address(let address):
            type = NameQuestion.address
            data = [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: address >> $0) }
        case .name(let labels):
            type = NameQuestion.pointer
            for label in labels {
                let text = label.utf8.prefix(63)
                data.append(UInt8(text.count))
                data += text
            }
            data.append(0)
        }
        // The name is that of the question: a pointer to its place behind the header.
        var message: [UInt8] = [0xC0, UInt8(NameQuestion.headerSize)]
        message += bytes(of: Int(type)) + [0, 1] + lifetime
        return message + bytes(of: data.count) + data
    }

    private static func bytes(of number: Int) -> [UInt8] { [UInt8(number >> 8 & 255), UInt8(number & 255)] }
}
