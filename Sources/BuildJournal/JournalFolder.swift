public import BuildPlan
internal import Glibc

/// The folder `builds` of a store, with the journals of the last builds.
///
///     ID.jsonl     every `TimedBuildEvent` but the output of the steps: small, and all that `why` needs
///     ID.log       the output's beginning, as `stepLog` events
///     ID.log.1 …   its end, where the beginning did not hold all: only the last two files are kept
///
/// A line is one JSON object. An `ID.log.N` begins with a `LogCounts`, so that what is missing before it can be told.
public struct JournalFolder: Sendable {
    /// The path of the folder.
    public let path: String

    /// - Parameter path: the path of the folder, which need not exist.
    public init(path: String) { self.path = path }

    /// The journals of the store at a path.
    public init(ofStoreAt path: String) { self.init(path: path + "/builds") }

    /// The IDs of the builds that are remembered, beginning with the latest.
    public func builds() -> [String] { Self.builds(in: names()) }

    private static func builds(in names: [String]) -> [String] {
        names.filter { $0.hasSuffix(stepsSuffix) }.map { String($0.dropLast(stepsSuffix.count)) }.sorted(by: >)
    }

    /// The path of the file with the events of a build's steps.
    public func stepsPath(of id: String) -> String { "\(path)/\(id)\(Self.stepsSuffix)" }

    /// The events of a build, without its output. Empty for a build that is not remembered.
    public func steps(of id: String) -> EventStream {
        var bytes: [UInt8] = []
        LineFile.read(stepsPath(of: id)) { line in
            // Journals of earlier versions contain the output in the same file.
            if !TimedBuildEvent.isLog(line: line) { bytes += line }
        }
        return EventStream(bytes: bytes)
    }

    /// Removes the oldest builds and output beyond the limits. Nothing of a build that runs is removed.
    func trim(to limits: JournalLimits) {
        let names = names()
        let builds = Self.builds(in: names)
        let logs = Self.logs(in: names)
        for id in builds.dropFirst(limits.builds) where !isRunning(id) {
            _ = remove(logs[id] ?? [])
            unlink(stepsPath(of: id))
        }
        var sum: Int64 = 0
        for id in builds.prefix(limits.builds) {
            guard let files = logs[id] else { continue }
            sum += files.reduce(0) { $0 + Self.size("\(path)/\($1)") }
            if sum > limits.sum, !isRunning(id) { sum -= remove(files) }
        }
        let known = Set(builds)
        for name in names where !known.contains(Self.id(of: name)) { unlink("\(path)/\(name)") }
    }

    /// Removes the output of all builds that have ended. Their events stay, so that `why` still works.
    ///
    /// - Returns: the number of bytes that were freed.
    public func removeLogs() -> Int64 {
        Self.logs(in: names()).filter { !isRunning($0.key) }.reduce(0) { $0 + remove($1.value) }
    }

    private func remove(_ files: [String]) -> Int64 {
        var freed: Int64 = 0
        for name in files {
            let size = Self.size("\(path)/\(name)")
            if unlink("\(path)/\(name)") == 0 { freed += size }
        }
        return freed
    }

    /// Whether the process of the build still writes its journal.
    private func isRunning(_ id: String) -> Bool {
        let file = open(stepsPath(of: id), O_RDONLY | O_CLOEXEC)
        guard file >= 0 else { return false }
        defer { close(file) }
        return flock(file, LOCK_SH | LOCK_NB) != 0 && errno == EWOULDBLOCK
    }

    // MARK: Names

    private static let stepsSuffix = ".jsonl"

    func logPath(of id: String, _ generation: Int) -> String {
        "\(path)/\(id).log" + (generation == 0 ? "" : ".\(generation)")
    }

    /// The numbers of the log files of a build, in order.
    func generations(of id: String) -> [Int] {
        logFiles(of: id).compactMap { name in
            name == "\(id).log" ? 0 : Int(name.dropFirst(id.count + ".log.".count))
        }.sorted()
    }

    private func logFiles(of id: String) -> [String] { Self.logs(in: names())[id] ?? [] }

    /// The names of the log files by the ID of their build.
    private static func logs(in names: [String]) -> [String: [String]] {
        let files = names.filter { $0.hasSuffix(".log") || $0.contains(".log.") }
        return Dictionary(grouping: files, by: id(of:))
    }

    private static func id(of name: String) -> String { String(name.prefix { $0 != "." }) }

    private func names() -> [String] {
        guard let stream = opendir(path) else { return [] }
        defer { closedir(stream) }
        var names: [String] = []
        while let entry = readdir(stream) {
            let name = withUnsafePointer(to: &entry.pointee.d_name) { pointer in
                pointer.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
            }
            if !name.hasPrefix(".") { names.append(name) }
        }
        return names
    }

    private static func size(_ path: String) -> Int64 {
        var status = stat()
        return stat(path, &status) == 0 ? Int64(status.st_size) : 0
    }
}
