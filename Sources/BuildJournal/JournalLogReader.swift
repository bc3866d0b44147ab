internal import BuildPlan
internal import Glibc

/// Reads the log of a build through all of its files, while it grows.
struct JournalLogReader {
    /// A place in the log: the number of a file and an offset in bytes.
    struct Place: Equatable {
        var generation = 0
        var offset = 0
    }

    enum Piece {
        /// A file begins. The counts say how much was written before it; some of that may be gone.
        case begin(LogCounts)
        case output(TimedBuildEvent, StepLog)
        case damaged
    }

    private let folder: JournalFolder
    private let id: String
    private let file: JournalFile
    /// The beginning of the next line.
    private(set) var place: Place
    private var lines = LineSplitter()
    /// The bytes of the file that have been read, including an incomplete last line.
    private var position: Int

    /// - Parameter place: the beginning of a line.
    init(_ folder: JournalFolder, _ id: String, from place: Place = Place()) {
        self.folder = folder
        self.id = id
        self.place = place
        position = place.offset
        file = JournalFile()
        file.open(folder.logPath(of: id, place.generation))
    }

    /// Reads at most `limit` bytes, and calls `body` with each piece and the place where it begins.
    ///
    /// - Returns: whether there was anything to read.
    mutating func read(_ limit: Int, _ body: (Piece, Place) -> Void) -> Bool {
        var buffer = [UInt8](repeating: 0, count: limit)
        var count = file.read(&buffer, at: position)
        // The writer completes a file before it begins the next, so this file will not grow any more.
        while count == 0, let next = next() {
            count = file.read(&buffer, at: position)
            guard count == 0 else { break }
            begin(next)
            count = file.read(&buffer, at: position)
        }
        guard count > 0 else { return false }
        position += count
        lines.add(buffer[..<count]) { line in
            body(Self.piece(line.dropLast()), place)
            place.offset += line.count
        }
        return true
    }

    private static func piece(_ line: ArraySlice<UInt8>) -> Piece {
        if let counts = LogCounts(line: line) { return .begin(counts) }
        guard let event = try? TimedBuildEvent(line: line), case .stepLog(let log) = event.event else {
            return .damaged
        }
        return .output(event, log)
    }

    /// The number of the next file that exists; nil while there is none.
    private func next() -> Int? {
        let all = folder.generations(of: id)
        return file.isOpen ? all.first { $0 > place.generation } : all.first { $0 >= place.generation }
    }

    private mutating func begin(_ generation: Int) {
        place = Place(generation: generation)
        position = 0
        lines = LineSplitter()
        file.open(folder.logPath(of: id, generation))
    }
}

/// A file that can be read from any offset, and that is closed with its reader.
private final class JournalFile {
    private var number: Int32 = -1

    var isOpen: Bool { number >= 0 }

    func open(_ path: String) {
        if number >= 0 { close(number) }
        number = Glibc.open(path, O_RDONLY | O_CLOEXEC)
    }

    /// The number of bytes read; 0 at the end of the file or where there is no file.
    func read(_ buffer: inout [UInt8], at position: Int) -> Int {
        guard number >= 0 else { return 0 }
        while true {
            let count = buffer.withUnsafeMutableBytes { pread(number, $0.baseAddress, $0.count, off_t(position)) }
            if count < 0, errno == EINTR { continue }
            return max(0, count)
        }
    }

    deinit { if number >= 0 { close(number) } }
}
