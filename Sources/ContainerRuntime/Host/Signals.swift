internal import Glibc

/// Signals by their names.
public enum Signals {
    /// The number of `TERM`, `SIGTERM`, `sigterm`, `15`.
    public static func number(_ name: String) throws(RuntimeError) -> Int32 {
        if let number = Int32(name), (1...64).contains(number) { return number }
        let upper = name.uppercased()
        let plain = upper.hasPrefix("SIG") ? String(upper.dropFirst(3)) : upper
        if let number = named[plain] { return number }
        // Real-time signals: RTMIN is 34 for programs of the GNU C library.
        if plain.hasPrefix("RTMIN") {
            let offset = plain.dropFirst(5)
            if let value = offset.isEmpty ? 0 : Int32(offset), (0...30).contains(value) { return 34 + value }
        }
        throw .unknownSignal(name)
    }

    /// `SIGTERM`; the number itself for one without a name.
    public static func name(_ number: Int32) -> String {
        named.filter { $0.value == number }.keys.min().map { "SIG" + $0 } ?? "\(number)"
    }

    private static let named: [String: Int32] = [
        "HUP": 1, "INT": 2, "QUIT": 3, "ILL": 4, "TRAP": 5, "ABRT": 6, "IOT": 6, "BUS": 7, "FPE": 8, "KILL": 9,
        "USR1": 10, "SEGV": 11, "USR2": 12, "PIPE": 13, "ALRM": 14, "TERM": 15, "STKFLT": 16, "CHLD": 17, "CONT": 18,
        "STOP": 19, "TSTP": 20, "TTIN": 21, "TTOU": 22, "URG": 23, "XCPU": 24, "XFSZ": 25, "VTALRM": 26, "PROF": 27,
        "WINCH": 28, "IO": 29, "PWR": 30, "SYS": 31,
    ]

    /// Whether the container's first process takes notice of a signal; true where that cannot be told.
    static func isHeard(_ number: Int32, by runtime: Int32) -> Bool {
        guard let first = firstProcess(of: runtime) else { return true }
        return isCaught(number, by: first)
    }

    /// Whether a process does something of its own when it gets the signal.
    ///
    /// The first process of a container that does not is not touched by it: waiting for its end would be in vain.
    static func isCaught(_ number: Int32, by process: Int32) -> Bool {
        guard let status = TextFile.read("/proc/\(process)/status") else { return false }
        for line in status.split(separator: "\n") where line.hasPrefix("SigCgt:") {
            let mask = line.dropFirst(7).drop { $0 == " " || $0 == "\t" }
            return (UInt64(mask, radix: 16) ?? 0) >> UInt64(number - 1) & 1 == 1
        }
        return false
    }

    /// The first process of the container whose runtime that process is.
    static func firstProcess(of runtime: Int32) -> Int32? {
        TextFile.read("/proc/\(runtime)/task/\(runtime)/children")?.split(separator: " ").first.flatMap { Int32($0) }
    }
}
