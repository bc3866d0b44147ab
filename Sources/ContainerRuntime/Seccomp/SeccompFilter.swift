/// A profile as the kernel runs it: a classic BPF program over `struct seccomp_data` (seccomp(2)), for x86_64 machines
/// with their 64-bit and 32-bit programs.
///
/// The runtime's own compiler takes a sixth of a container's start, and leaves out the calls that its library is too
/// old to know. This one takes none once it has run, finds a call by halving, and knows them all.
struct SeccompFilter: Equatable {
    /// `struct sock_filter`
    struct Instruction: Equatable {
        var code: UInt16
        var ifTrue: UInt8 = 0
        var ifFalse: UInt8 = 0
        var operand: UInt32
    }

    /// Calls in a row that are treated alike, from this number to the next range's.
    private struct Range {
        var first: UInt32
        var outcome: SeccompProfile.Outcome
    }

    let program: [Instruction]

    init(_ profile: SeccompProfile) {
        let long = Self.search(Self.ranges(profile, SystemCallNumbers.x86_64)[...])
        let short = Self.search(Self.ranges(profile, SystemCallNumbers.i386)[...])
        program =
            [
                Instruction(code: Code.load, operand: Offset.architecture),
                Instruction(code: Code.jumpIfEqual, ifFalse: 2, operand: 0xC000_003E),
                Instruction(code: Code.load, operand: Offset.number),
                Instruction(code: Code.jump, operand: UInt32(short.count) + 3),
                Instruction(code: Code.jumpIfEqual, ifTrue: 1, operand: 0x4000_0003),
                Instruction(code: Code.result, operand: Result.kill),
                Instruction(code: Code.load, operand: Offset.number),
            ] + short + long
    }

    /// The numbers from 0 up. Those after the newest that the profile knows do not exist for a container.
    private static func ranges(_ profile: SeccompProfile, _ table: StaticString) -> [Range] {
        var ranges: [Range] = []
        var next: UInt32 = 0
        func append(_ first: UInt32, _ outcome: SeccompProfile.Outcome) {
            if ranges.last?.outcome != outcome { ranges.append(Range(first: first, outcome: outcome)) }
        }
        SystemCallNumbers.each(in: table) { name, number in
            if number > next { append(next, SeccompProfile.notPermitted) }
            append(number, profile.exceptions[name] ?? .allowed)
            next = number + 1
        }
        append(next, SeccompProfile.notImplemented)
        return ranges
    }

    /// Finds the range of the number that is loaded, and says its outcome.
    private static func search(_ ranges: ArraySlice<Range>) -> [Instruction] {
        guard ranges.count > 1 else { return ranges.first.map { code($0.outcome) } ?? [] }
        let middle = ranges.startIndex + ranges.count / 2
        let low = search(ranges[..<middle])
        // A conditional jump reaches 255 instructions, a plain one all of them.
        return [
            Instruction(code: Code.jumpIfNotBelow, ifFalse: 1, operand: ranges[middle].first),
            Instruction(code: Code.jump, operand: UInt32(low.count)),
        ] + low + search(ranges[middle...])
    }

    private static func code(_ outcome: SeccompProfile.Outcome) -> [Instruction] {
        let allowed = Instruction(code: Code.result, operand: Result.allow)
        switch outcome {
        case .allowed: return [allowed]
        case .fails(let number): return [Instruction(code: Code.result, operand: Result.error | UInt32(number))]
        case .allowedIf(let index, let comparison):
            let load = Instruction(code: Code.load, operand: Offset.argument(index))
            let refusal = code(SeccompProfile.notPermitted)
            switch comparison {
            case .hasNone(let mask):
                return [load, Instruction(code: Code.jumpIfAnyBit, ifTrue: 1, operand: mask), allowed] + refusal
            case .isOne(let values): return [load] + tests(values) + refusal + [allowed]
            case .isNone(let values): return [load] + tests(values) + [allowed] + refusal
            }
        }
    }

    /// Goes to the second instruction after them where the argument is one of the values, else to the first.
    private static func tests(_ values: [UInt32]) -> [Instruction] {
        values.enumerated().map { index, value in
            Instruction(code: Code.jumpIfEqual, ifTrue: UInt8(values.count - index), operand: value)
        }
    }

    /// BPF_LD|BPF_W|BPF_ABS and its like, as linux/bpf_common.h numbers them.
    enum Code {
        static let load: UInt16 = 0x20
        static let jump: UInt16 = 0x05
        static let jumpIfEqual: UInt16 = 0x15
        static let jumpIfNotBelow: UInt16 = 0x35
        static let jumpIfAnyBit: UInt16 = 0x45
        static let result: UInt16 = 0x06
    }

    /// Within `struct seccomp_data`, in bytes; of an argument its lower half.
    enum Offset {
        static let number: UInt32 = 0
        static let architecture: UInt32 = 4
        static func argument(_ index: Int) -> UInt32 { 16 + 8 * UInt32(index) }
    }

    /// SECCOMP_RET_…; an error's number is added.
    enum Result {
        static let kill: UInt32 = 0x8000_0000
        static let allow: UInt32 = 0x7FFF_0000
        static let error: UInt32 = 0x0005_0000
    }
}

extension SeccompFilter {
    /// The filter of Docker's profile for a container with these capabilities, as `base64`.
    static func text(for capabilities: [String]) -> String {
        capabilities == Capabilities.standard
            ? standard : SeccompFilter(SeccompProfile(capabilities: capabilities)).base64
    }

    private static let standard = SeccompFilter(SeccompProfile(capabilities: Capabilities.standard)).base64

    /// The program's bytes, as this machine stores them, in Base64: how crun takes a filter that is made already.
    var base64: String {
        var bytes: [UInt8] = []
        for instruction in program {
            withUnsafeBytes(of: instruction.code) { bytes += $0 }
            bytes += [instruction.ifTrue, instruction.ifFalse]
            withUnsafeBytes(of: instruction.operand) { bytes += $0 }
        }
        return Base64.text(of: bytes)
    }
}

/// RFC 4648, section 4.
enum Base64 {
    private static let digits = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)

    static func text(of bytes: [UInt8]) -> String {
        var text: [UInt8] = []
        text.reserveCapacity((bytes.count + 2) / 3 * 4)
        for start in stride(from: 0, to: bytes.count, by: 3) {
            let group = bytes[start..<min(start + 3, bytes.count)]
            let bits = group.reduce(UInt32(0)) { $0 << 8 | UInt32($1) } << (8 * UInt32(3 - group.count))
            for place in 0..<4 {
                let isThere = place <= group.count
                text.append(isThere ? digits[Int(bits >> (18 - 6 * UInt32(place)) & 63)] : UInt8(ascii: "="))
            }
        }
        return String(decoding: text, as: UTF8.self)
    }
}
