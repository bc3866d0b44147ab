internal import Glibc

/// What one process has taken.
struct ProcessFigures {
    private(set) var seconds = 0.0
    private(set) var memory: Int64 = 0
    private(set) var read: Int64 = 0
    private(set) var written: Int64 = 0

    init(_ process: Int32) {
        // The name, in parentheses, may hold blanks.
        let cells = Self.text("/proc/\(process)/stat").split(separator: ")").last?.split(separator: " ") ?? []
        if cells.count > 21 {
            let ticks = (Double(cells[11]) ?? 0) + (Double(cells[12]) ?? 0)
            seconds = ticks / Double(sysconf(Int32(_SC_CLK_TCK)))
            memory = (Int64(cells[21]) ?? 0) * Int64(sysconf(Int32(_SC_PAGESIZE)))
        }
        for line in Self.lines("/proc/\(process)/io") {
            let cells = line.split(separator: " ")
            guard cells.count == 2, let value = Int64(cells[1]) else { continue }
            if cells[0] == "read_bytes:" { read = value }
            if cells[0] == "write_bytes:" { written = value }
        }
    }

    static func lines(_ path: String) -> [Substring] { text(path).split(separator: "\n") }

    private static func text(_ path: String) -> String {
        guard let file = fopen(path, "r") else { return "" }
        defer { fclose(file) }
        var bytes = [UInt8](repeating: 0, count: 1 << 16)
        let count = fread(&bytes, 1, bytes.count, file)
        return String(decoding: bytes[..<count], as: UTF8.self)
    }
}
