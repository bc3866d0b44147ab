/// The replacements for ports of a lesson that somebody else uses on this machine.
public struct PortMap: Equatable, Sendable {
    /// A port in the place of another.
    public struct Given: Equatable, Sendable {
        public var port: UInt16
        /// The user of the wanted port, as named in a sentence; nil where that is not known.
        public var holder: String?

        public init(port: UInt16, holder: String? = nil) {
            self.port = port
            self.holder = holder
        }
    }

    /// The replacements by the port that the lesson asks for. A port is never its own replacement.
    public private(set) var given: [UInt16: Given]

    public init(_ given: [UInt16: Given] = [:]) { self.given = given.filter { $0.key != $0.value.port } }

    public var isEmpty: Bool { given.isEmpty }

    /// Whether a lesson has another port by this map than by another one; who holds the others does not matter.
    public func differs(from other: PortMap) -> Bool { given.mapValues(\.port) != other.given.mapValues(\.port) }

    /// The port to use for one that a lesson asks for; the same port where it has no replacement.
    public func port(_ wished: UInt16) -> UInt16 { given[wished]?.port ?? wished }

    // MARK: Texts

    /// A text with the ports that there are, where it speaks of this machine: `localhost:5000`, `-p 5000:80`,
    /// `0.0.0.0:5000->80/tcp`, "port 5000 of your machine". A port of a container, such as `EXPOSE 5000`, stays.
    public func following(_ text: String) -> String { replacing(in: text, where: Self.isOfMachine) }

    /// A text that is about ports of this machine alone: every number that is one of them follows.
    public func followingNumbers(_ text: String) -> String { replacing(in: text) { _, _ in true } }

    /// Whether a number is a port of this machine, by what stands before and behind it.
    private static func isOfMachine(_ before: ArraySlice<UInt8>, _ after: ArraySlice<UInt8>) -> Bool {
        if hosts.contains(where: { ends(before, with: $0) }) || begins(after, with: "->") { return true }
        if ends(before, with: "port ") || ends(before, with: "Port ") {
            return machines.contains { begins(after, with: $0) }
        }
        return begins(after, with: ":") && isDigit(after.dropFirst().first) && !isInName(before.last)
    }

    private static let hosts = ["localhost:", "127.0.0.1:", "0.0.0.0:", "[::]:", "[::1]:"]
    private static let machines = [" of your machine", " of this machine"]

    /// Replaces whole numbers that are ports of this map.
    ///
    /// - Parameter isMeant: told what stands before the number, and behind it.
    private func replacing(in text: String, where isMeant: (ArraySlice<UInt8>, ArraySlice<UInt8>) -> Bool) -> String {
        guard !isEmpty else { return text }
        let bytes = Array(text.utf8)
        var (replaced, place) = ([UInt8](), 0)
        while place < bytes.count {
            var end = place
            while end < bytes.count, Self.isDigit(bytes[end]) { end += 1 }
            guard end > place else {
                replaced.append(bytes[place])
                place += 1
                continue
            }
            let number = UInt16(String(decoding: bytes[place..<end], as: UTF8.self)).flatMap { given[$0] }
            if let number, isMeant(bytes[..<place], bytes[end...]) {
                replaced += Array(String(number.port).utf8)
            } else {
                replaced += bytes[place..<end]
            }
            place = end
        }
        return String(decoding: replaced, as: UTF8.self)
    }

    private static func isDigit(_ byte: UInt8?) -> Bool { byte.map { (0x30...0x39).contains($0) } ?? false }

    /// Whether a byte before a number makes it a part of something else: of an address, a tag or a version.
    private static func isInName(_ byte: UInt8?) -> Bool {
        guard let byte else { return false }
        let isLetter = (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
        return isLetter || [UInt8(ascii: ":"), UInt8(ascii: "."), UInt8(ascii: "-"), UInt8(ascii: "_")].contains(byte)
    }

    private static func ends(_ bytes: ArraySlice<UInt8>, with text: String) -> Bool {
        bytes.suffix(text.utf8.count).elementsEqual(text.utf8)
    }

    private static func begins(_ bytes: ArraySlice<UInt8>, with text: String) -> Bool {
        bytes.prefix(text.utf8.count).elementsEqual(text.utf8)
    }
}
