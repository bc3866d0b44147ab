import BuildPlan
import Files
import FoundationEssentials
import Glibc
import ImageStore
import SystemPackage

/// Follows the journals that builds write into the store: of builds that somebody typed, too.
struct JournalFollower {
    private struct Journal {
        var descriptor: Int32
        var pending: [UInt8] = []
    }

    private let folder: String
    private var seen: Set<String>
    private var open: [String: Journal] = [:]
    /// More is left for the next time: keys do not wait for a log.
    private static let portion = 256 * 1024

    init() {
        folder = StoreLocation.path().map { $0.appending("builds").string } ?? ""
        seen = Set(Folder.namesOrNone(of: folder))
    }

    /// What was written since the last time, with the ID of the build.
    mutating func news() -> [(id: String, event: TimedBuildEvent)] {
        for name in Folder.namesOrNone(of: folder) where name.hasSuffix(".jsonl") && seen.insert(name).inserted {
            let descriptor = Glibc.open("\(folder)/\(name)", O_RDONLY | O_CLOEXEC)
            if descriptor >= 0 { open[name] = Journal(descriptor: descriptor) }
        }
        var news: [(id: String, event: TimedBuildEvent)] = []
        for name in open.keys.sorted() {
            let id = String(name.dropLast(".jsonl".count))
            for event in read(name) {
                news.append((id, event))
                if case .finished = event.event { close(name) }
            }
        }
        return news
    }

    mutating func closeAll() { for name in open.keys { close(name) } }

    private mutating func close(_ name: String) {
        if let journal = open.removeValue(forKey: name) { Glibc.close(journal.descriptor) }
    }

    private mutating func read(_ name: String) -> [TimedBuildEvent] {
        guard var journal = open[name] else { return [] }
        var buffer = [UInt8](repeating: 0, count: Self.portion)
        let count = Glibc.read(journal.descriptor, &buffer, buffer.count)
        guard count > 0 else { return [] }
        var lines = (journal.pending + buffer[..<count]).split(
            separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
        journal.pending = Array(lines.popLast() ?? [])
        open[name] = journal
        let decoder = JSONDecoder()
        return lines.compactMap { try? decoder.decode(TimedBuildEvent.self, from: Data($0)) }
    }
}
