internal import Glibc
internal import ImageFormat
public import SystemPackage

/// The folder of one container: `record.json`, `state.json`, `log`, and `lock`, which its owner holds for life.
public struct ContainerFolder: Sendable {
    public let path: FilePath
    public let record: ContainerRecord

    /// `log`: one JSON object a line, as Docker's json-file driver writes it.
    public var logPath: FilePath { path.appending("log") }

    init(path: FilePath, record: ContainerRecord) {
        self.path = path
        self.record = record
    }

    /// Reads a folder; nil if it does not hold a container, or is just being made or removed.
    init?(at path: FilePath) {
        guard let json = Self.read(path.appending("record.json")), let record = ContainerRecord(json: json) else {
            return nil
        }
        self.init(path: path, record: record)
    }

    /// Where the container is in its life. One whose owner was killed has exited with 137, whatever its file says.
    public var state: ContainerState {
        let written = writtenState
        switch written {
        case .created, .exited: return written
        case .starting, .running, .restarting:
            return hasOwner ? written : .exited(status: 137, finished: record.created)
        }
    }

    /// The state that the owner wrote last.
    var writtenState: ContainerState {
        Self.read(path.appending("state.json")).flatMap { ContainerState(json: $0) } ?? .created
    }

    /// Somebody has asked the container to end: its owner does not start it again.
    func noteStop() throws(RuntimeError) { try TextFile.write(stopMark, [], mode: 0o600) }

    /// Whether its restart policy starts it again when the machine has started: as docker's daemon would.
    var isDueAfterBoot: Bool {
        let wasAlive: Bool =
            switch writtenState {
            case .created, .exited: false
            case .starting, .running, .restarting: true
            }
        switch record.settings.restart {
        case .never: return false
        case .onFailure: return wasAlive && !wasStopped
        case .unlessStopped: return writtenState != .created && !wasStopped
        case .always: return writtenState != .created
        }
    }

    func forgetStop() { unlink(stopMark) }

    /// Whether somebody has asked the container to end since it was started.
    public var wasStopped: Bool { access(stopMark, F_OK) == 0 }

    private var stopMark: String { path.appending("stopped").string }

    /// Whether a process still runs the container.
    public var hasOwner: Bool {
        let file = open(path.appending("lock").string, O_RDONLY | O_CLOEXEC)
        guard file >= 0 else { return false }
        defer { close(file) }
        return flock(file, LOCK_SH | LOCK_NB) != 0 && errno == EWOULDBLOCK
    }

    func write(_ state: ContainerState) throws(RuntimeError) { try Self.write(state.json, to: path, as: "state.json") }

    /// Waits until the owner is gone, or the seconds are over; whether it is gone.
    func waitForEnd(seconds: Double) -> Bool {
        // A grace of more than thirty years is for ever.
        for _ in 0..<max(1, Int(min(seconds, 1e9) * 100)) {
            if !hasOwner { return true }
            usleep(10_000)
        }
        return !hasOwner
    }

    static func write(_ json: JSON, to folder: FilePath, as name: String) throws(RuntimeError) {
        let temporary = folder.appending(".\(name).\(getpid())").string
        try TextFile.write(temporary, json.encoded(), mode: 0o600)
        let final = folder.appending(name).string
        if rename(temporary, final) != 0 { throw .failed("rename", final) }
    }

    private static func read(_ path: FilePath) -> JSON? {
        TextFile.read(path.string).flatMap { try? JSON(parsing: Array($0.utf8)) }
    }
}
