/// A question to a name server: one name, and what is asked about it (RFC 1035).
struct NameQuestion: Equatable, Sendable {
    /// The types of records that are known here: an IPv4 address, and the name of an address.
    static let address: UInt16 = 1
    static let pointer: UInt16 = 12

    static let headerSize = 12

    /// The two bytes by which the asker knows the answer.
    let id: [UInt8]
    /// Whether other servers are to be asked too: an answer repeats it.
    let wantsOthersAsked: Bool
    /// The parts of the name, in small letters: `["web", "example", "org"]`.
    let labels: [String]
    let type: UInt16
    /// Whether it is about the Internet, and not one of the classes of long ago.
    let isInternet: Bool
    /// The question as it was written: an answer repeats that as well.
    let section: [UInt8]

    /// Reads a message; nil for anything but a standard query with one question.
    init?(_ message: [UInt8]) {
        guard message.count >= Self.headerSize, message[2] & 0xF8 == 0, message[4] == 0, message[5] == 1 else {
            return nil
        }
        var labels: [String] = []
        var place = Self.headerSize
        while true {
            guard place < message.count else { return nil }
            let length = Int(message[place])
            place += 1
            if length == 0 { break }
            // More than 63 is a pointer to a name before this one, and before the first there is none.
            guard length <= 63, place + length < message.count, place + length - Self.headerSize < 255 else {
                return nil
            }
            labels.append(String(decoding: message[place..<place + length].map(Self.small), as: UTF8.self))
            place += length
        }
        guard place + 4 <= message.count else { return nil }
        id = Array(message[0..<2])
        wantsOthersAsked = message[2] & 1 == 1
        self.labels = labels
        type = UInt16(message[place]) << 8 | UInt16(message[place + 1])
        isInternet = message[place + 2] == 0 && message[place + 3] == 1
        section = Array(message[Self.headerSize..<place + 4])
    }

    /// Whether a message of another server is an answer to this question, and not to any other.
    func isAnswered(by message: [UInt8]) -> Bool {
        guard message.count >= Self.headerSize, message[0] == id[0], message[1] == id[1], message[2] & 0x80 != 0 else {
            return false
        }
        // A server that could not read the question does not repeat it.
        let repeatsNone = message[4] == 0 && message[5] == 0
        return repeatsNone || message.dropFirst(Self.headerSize).starts(with: section)
    }

    private static func small(_ byte: UInt8) -> UInt8 { (65...90).contains(byte) ? byte + 32 : byte }
}
