internal import BuildPlan
internal import Glibc

/// Reads a build's log as it grows, through all of its files.
struct JournalLogReader {
    /// A place in the log: a file's number, and a byte in it.
    struct Place: Equatable {
        var generation = 0
        var offset = 0
    }

    enum Piece {
        /// A file begins: so much stands before it, of which some may be gone.
        case begin(LogCounts)
        case output(TimedBuildEvent, StepLog)
        case damaged
    }

    private let folder: JournalFolder
    private let id: String
    private let file: JournalFile
    /// Where the next line begins.
    private(set) var place: Place
    private var lines = LineSplitter()
    /// The bytes that have been read of the file, lines that have not ended included.
    private var position: Int

    /// - Parameter place: where a line begins.
    init(_ folder: JournalFolder, _ id: String, from place: Place = Place()) {
        self.folder = folder
        self.id = id
        self.place = place
        position = place.offset
        file = JournalFile()
        file.open(folder.logPath(of: id, place.generation))
    }

    /// Reads at most so many bytes more, and calls back with what they hold and where each piece begins.
    ///
    /// - Returns: whether anything was there.
    mutating func read(_ limit: Int, _ body: (Piece, Place) -> Void) -> Bool {
        var buffer = [UInt8](repeating: 0, count: limit)
        var count = file.read(&buffer, at: position)
        // The writer ends one file before it begins the next: what is not there now will never come.
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

    /// The next file of the log that is still there; nil while there is none.
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

/// A file that is read from any place, and closed with its reader.
private final class JournalFile {
    private var number: Int32 = -1

    var isOpen: Bool { number >= 0 }

    func open(_ path: String) {
        if number >= 0 { close(number) }
        number = Glibc.open(path, O_RDONLY | O_CLOEXEC)
    }

    /// Bytes read; 0 at the end, and where there is no file.
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
