internal import BuildPlan
internal import Glibc

/// Reads a file line by line in bounded memory.
enum LineFile {
    private static let portion = 1 << 18

    /// Calls `body` with each line, including its newline if it has one. A line that is longer than any event is cut,
    /// so that it is then found to be damaged. A file that cannot be read counts as empty.
    static func read(_ path: String, _ body: (ArraySlice<UInt8>) -> Void) {
        let file = open(path, O_RDONLY | O_CLOEXEC)
        guard file >= 0 else { return }
        defer { close(file) }
        var lines = LineSplitter()
        var buffer = [UInt8](repeating: 0, count: portion)
        while true {
            let count = Glibc.read(file, &buffer, buffer.count)
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { break }
            lines.add(buffer[..<count], body)
        }
        if !lines.rest.isEmpty { body(lines.rest[...]) }
    }
}

/// Splits portions of bytes into lines, in linear time and bounded memory, however long a line is.
struct LineSplitter {
    /// The beginning of a line whose newline has not come yet.
    private(set) var rest: [UInt8] = []

    /// Calls `body` with each complete line, including its newline.
    mutating func add(_ portion: ArraySlice<UInt8>, _ body: (ArraySlice<UInt8>) -> Void) {
        var portion = portion
        while let end = portion.firstIndex(of: UInt8(ascii: "\n")) {
            if rest.isEmpty {
                body(portion[...end])
            } else {
                keep(portion[..<end])
                rest.append(UInt8(ascii: "\n"))
                body(rest[...])
                rest = []
            }
            portion = portion[(end + 1)...]
        }
        keep(portion)
    }

    private mutating func keep(_ bytes: ArraySlice<UInt8>) {
        rest += bytes.prefix(max(0, TimedBuildEvent.lineLimit + 1 - rest.count))
    }
}
