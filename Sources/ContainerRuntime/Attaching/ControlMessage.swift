/// What a container's owner and those who are attached to the container say to each other: a letter, four bytes of length
/// in little-endian order, and the content.
enum ControlMessage: Equatable {
    // To the owner.
    /// Show me the output; `size` is the terminal's, where there is one.
    case attach(size: TerminalSize?)
    /// Tell me the exit status.
    case wait
    case input([UInt8])
    case endOfInput
    case resize(TerminalSize)
    case signal(Int32)
    /// Join a network, or leave it, by its name; nil for an address that is free.
    case join(network: String, address: String?, aliases: [String])
    case leave(network: String)

    // From the owner.
    case output([UInt8])
    case errors([UInt8])
    /// The container could not be started; a message for the user.
    case failure(String)
    case ended(status: Int32)
    /// What was asked for is done.
    case done

    /// Bytes of a content at most.
    static let longest = 1 << 20

    var bytes: [UInt8] {
        let (letter, content) = parts
        let count = UInt32(content.count)
        return [UInt8(ascii: letter)] + [0, 8, 16, 24].map { UInt8(truncatingIfNeeded: count >> $0) } + content
    }

    private var parts: (letter: Unicode.Scalar, content: [UInt8]) {
        switch self {
        case .attach(let size): ("a", size.map(Self.bytes) ?? [])
        case .wait: ("w", [])
        case .input(let bytes): ("i", bytes)
        case .endOfInput: ("z", [])
        case .resize(let size): ("r", Self.bytes(size))
        case .signal(let number): ("s", [UInt8(truncatingIfNeeded: number)])
        case .join(let network, let address, let aliases):
            // Names of networks and aliases contain neither `=` nor a newline.
            ("j", Array(([network + (address.map { "=" + $0 } ?? "")] + aliases).joined(separator: "\n").utf8))
        case .leave(let network): ("l", Array(network.utf8))
        case .output(let bytes): ("o", bytes)
        case .errors(let bytes): ("e", bytes)
        case .failure(let text): ("f", Array(text.utf8))
        case .ended(let status): ("x", [UInt8(truncatingIfNeeded: status)])
        case .done: ("d", [])
        }
    }

    private static func bytes(_ size: TerminalSize) -> [UInt8] {
        [size.rows, size.columns].flatMap { [UInt8($0 & 255), UInt8($0 >> 8)] }
    }

    private static func size(_ bytes: [UInt8]) -> TerminalSize? {
        guard bytes.count == 4 else { return nil }
        let numbers = [0, 2].map { UInt16(bytes[$0]) | UInt16(bytes[$0 + 1]) << 8 }
        return TerminalSize(rows: numbers[0], columns: numbers[1])
    }

    /// Nil for a letter that no message has.
    private init?(letter: UInt8, content: [UInt8]) {
        switch Unicode.Scalar(letter) {
        case "a": self = .attach(size: Self.size(content))
        case "w": self = .wait
        case "i": self = .input(content)
        case "z": self = .endOfInput
        case "r":
            guard let size = Self.size(content) else { return nil }
            self = .resize(size)
        case "s":
            guard let number = content.first else { return nil }
            self = .signal(Int32(number))
        case "j":
            let names = String(decoding: content, as: UTF8.self).split(separator: "\n").map(String.init)
            let place = (names.first ?? "").split(separator: "=", maxSplits: 1).map(String.init)
            guard let network = place.first else { return nil }
            self = .join(
                network: network, address: place.count == 2 ? place[1] : nil, aliases: Array(names.dropFirst()))
        case "l": self = .leave(network: String(decoding: content, as: UTF8.self))
        case "o": self = .output(content)
        case "e": self = .errors(content)
        case "f": self = .failure(String(decoding: content, as: UTF8.self))
        case "x":
            guard let status = content.first else { return nil }
            self = .ended(status: Int32(status))
        case "d": self = .done
        default: return nil
        }
    }

    /// Takes the whole messages from the front of what has arrived.
    ///
    /// - Returns: nil if what has arrived cannot become a message.
    static func take(from arrived: inout [UInt8]) -> [ControlMessage]? {
        var messages: [ControlMessage] = []
        var start = 0
        while arrived.count - start >= 5 {
            let count = (0..<4).reduce(0) { $0 | Int(arrived[start + 1 + $1]) << (8 * $1) }
            guard count <= longest else { return nil }
            guard arrived.count - start >= 5 + count else { break }
            let content = Array(arrived[(start + 5)..<(start + 5 + count)])
            guard let message = ControlMessage(letter: arrived[start], content: content) else { return nil }
            messages.append(message)
            start += 5 + count
        }
        arrived.removeFirst(start)
        return messages
    }
}
