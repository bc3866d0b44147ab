internal import Clocks
internal import Commands
internal import Files
internal import Glibc
internal import Recordings
public import Surroundings

/// A cast on the disk, written line by line while it is made: what was recorded is there, also after a crash.
public final class CastFile {
    private let descriptor: Int32
    private let surroundings: Surroundings
    private var writer = CastWriter()
    private let started = MonotonicClock.now
    /// Why the rest is missing; nil while all is well.
    public private(set) var failure: String?

    /// - Parameter overwrites: whether a file that is there is replaced.
    public init(path: String, overwrites: Bool, in surroundings: Surroundings) throws {
        self.surroundings = surroundings
        let flags = O_WRONLY | O_CREAT | O_CLOEXEC | (overwrites ? O_TRUNC : O_EXCL)
        descriptor = open(path, flags, 0o644)
        guard descriptor >= 0 else {
            if errno == EEXIST { throw CommandFailure("\(path) is there already; --overwrite replaces it.") }
            throw CommandFailure("\(path) cannot be written: \(ErrnoWords.last).")
        }
    }

    deinit { close(descriptor) }

    func begin(_ size: CastSize) {
        var environment: [String: String] = [:]
        for name in ["TERM", "SHELL"] { environment[name] = surroundings.variables[name] }
        var time = timespec()
        clock_gettime(CLOCK_REALTIME, &time)
        let header = CastHeader(
            width: size.columns, height: size.rows, timestamp: time.tv_sec, environment: environment)
        write(writer.line(of: header))
    }

    func output(_ bytes: ArraySlice<UInt8>) { writer.line(ofOutput: bytes, at: elapsed).map(write) }

    func resize(_ size: CastSize) {
        write(writer.line(of: Timed(elapsed, .resize(width: size.columns, height: size.rows))))
    }

    func end() { writer.lastLine(at: elapsed).map(write) }

    private var elapsed: Double { MonotonicClock.now - started }

    private func write(_ line: String) {
        guard failure == nil else { return }
        var rest = Array(line.utf8)[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
            if count < 0, errno == EINTR { continue }
            guard count > 0 else {
                failure = ErrnoWords.last
                return
            }
            rest = rest.dropFirst(count)
        }
    }
}
