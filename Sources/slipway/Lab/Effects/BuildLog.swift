import BuildPlan
import FoundationEssentials
import Glibc
import ImageStore
import LabModel
import SystemPackage

/// The whole log of a build's step, out of the journal that the build writes into the store.
///
/// The journal is read once, and later only what was written since; of the log a place is kept every few hundred lines.
struct BuildLog {
    private let path: String
    private let step: StepID
    /// Where an event of the log lies in the journal, and how many lines have ended before it.
    private var places: [(line: Int, offset: Int)] = []
    private var lines = 0
    private var read = 0

    private static let spacing = 300
    private static let portion = 1 << 20

    /// Nil where there is no store.
    init?(build: String, step: StepID) {
        guard let store = StoreLocation.path() else { return nil }
        path = store.appending("builds").appending(build + ".jsonl").string
        self.step = step
    }

    func isOf(build: String, step: StepID) -> Bool { path.hasSuffix("/\(build).jsonl") && self.step == step }

    /// Lines of the log, as far as they have been written.
    mutating func lines(_ wanted: Range<Int>) -> [String] {
        let file = open(path, O_RDONLY | O_CLOEXEC)
        guard file >= 0 else { return [] }
        defer { close(file) }
        Self.events(of: file, from: read, step: step) { text, offset, end in
            if lines - (places.last?.line ?? -Self.spacing) >= Self.spacing { places.append((lines, offset)) }
            lines += text.utf8.reduce(0) { $0 + ($1 == UInt8(ascii: "\n") ? 1 : 0) }
            read = end
            return true
        }
        return collect(wanted, file)
    }

    private func collect(_ wanted: Range<Int>, _ file: Int32) -> [String] {
        // The first line behind a place may have begun before it, so that a place is good for the lines after that.
        let place = places.last { $0.line < wanted.lowerBound } ?? (0, 0)
        var number = place.line
        var collected: [String] = []
        var assembly = LineAssembly()
        Self.events(of: file, from: place.offset, step: step) { text, _, _ in
            assembly.append(text) { line in
                if wanted.contains(number) { collected.append(line) }
                number += 1
            }
            return number < wanted.upperBound
        }
        return collected
    }

    /// Calls back with each piece of the step's log, where its event begins and where it ends, until that says false.
    private static func events(
        of file: Int32, from start: Int, step: StepID, body: (String, Int, Int) -> Bool
    ) {
        var buffer = [UInt8](repeating: 0, count: portion)
        var pending: [UInt8] = []
        var offset = start
        var position = start
        let decoder = JSONDecoder()
        while true {
            let count = buffer.withUnsafeMutableBytes { pread(file, $0.baseAddress, $0.count, off_t(position)) }
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { return }
            position += count
            var pieces = (pending + buffer[..<count]).split(
                separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
            pending = Array(pieces.popLast() ?? [])
            for piece in pieces {
                let end = offset + piece.count + 1
                let event = try? decoder.decode(TimedBuildEvent.self, from: Data(piece))
                if case .stepLog(let log)? = event?.event, log.step == step, !body(log.text, offset, end) { return }
                offset = end
            }
        }
    }
}
