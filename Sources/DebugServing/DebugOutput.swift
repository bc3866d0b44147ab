/// What a command has written that a client asked for, with a bound.
struct DebugOutput {
    /// Bytes that are kept at most.
    static let limit = 1 << 20

    private var bytes: [UInt8] = []
    private var isCut = false

    mutating func add(_ line: ArraySlice<UInt8>) {
        guard bytes.count + line.count < Self.limit else {
            isCut = true
            return
        }
        bytes += line
        bytes.append(UInt8(ascii: "\n"))
    }

    /// All of it, and how the command ended where it did not succeed.
    func text(status: Int32) -> String {
        var text = String(decoding: bytes, as: UTF8.self)
        if isCut { text += "(the output is longer than 1 MiB; the rest is left out)\n" }
        return status == 0 ? text : text + "(exit status \(status))"
    }
}
