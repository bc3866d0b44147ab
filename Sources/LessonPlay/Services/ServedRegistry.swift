internal import ContainerRuntime
internal import Files
internal import Glibc
internal import Processes
internal import Surroundings
internal import Synchronization

/// Debian's `docker-registry`, the registry of the Docker project, serving a lesson's folder.
///
/// One process serves it at a time: a second one of the same folder uses that one, and starts nothing.
final class ServedRegistry: Sendable {
    private static let names = ["docker-registry", "/usr/bin/docker-registry"]
    private let running: Mutex<(program: RunningProgram, lock: Int32)?>

    init(_ folder: RegistryFolder, port: UInt16, in surroundings: Surroundings) throws {
        let lock = open(folder.lock, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0o600)
        guard lock >= 0 else { throw LessonFailure("\(folder.lock): \(ErrnoWords.last)") }
        guard flock(lock, LOCK_EX | LOCK_NB) == 0 else {
            close(lock)
            running = Mutex(nil)
            return
        }
        do {
            try Self.check(port)
            let program = try Self.start(folder, in: surroundings)
            running = Mutex((program, lock))
            try Self.wait(for: program, port, folder)
        } catch {
            close(lock)
            throw error
        }
    }

    func stop() {
        guard
            let (program, lock) = running.withLock({ running in
                defer { running = nil }
                return running
            })
        else { return }
        program.signal(SIGTERM)
        _ = program.wait()
        close(lock)
    }

    /// A port that another program has would answer in the registry's place.
    private static func check(_ port: UInt16) throws {
        guard PortHolder.isTaken(port) else { return }
        let holder = PortHolder.find(port: port) ?? "a program of another user"
        throw LessonFailure(
            "the lesson's registry needs port \(port) of this machine, which \(holder) has; end that first")
    }

    private static func start(_ folder: RegistryFolder, in surroundings: Surroundings) throws -> RunningProgram {
        guard let path = names.lazy.compactMap({ ProgramPaths.find($0) }).first else {
            throw LessonFailure(
                "the lesson has a real registry, the program docker-registry, which this machine does not have: "
                    + "sudo apt-get install docker-registry. Debian starts a registry of its own then, on port 5000: "
                    + "sudo systemctl disable --now docker-registry")
        }
        // Its log is for whoever looks for a fault; the lesson shows what docker says.
        let words = ["/bin/sh", "-c", #"exec "$0" serve "$1" >"$2" 2>&1"#, path, folder.settings, folder.log]
        var program = Program(words, folder: folder.path)
        program.environment = surroundings.environment
        (program.output, program.errors) = (.nothing, .nothing)
        program.lifetime = .group
        do { return try program.start() } catch {
            throw LessonFailure("the lesson's registry does not start: \(error.description)")
        }
    }

    /// Until it answers: at most ten seconds, and not after its end.
    private static func wait(for program: RunningProgram, _ port: UInt16, _ folder: RegistryFolder) throws {
        for _ in 0..<400 {
            if isListening(port) { return }
            if program.wait(milliseconds: 25) != nil { break }
        }
        program.signal(SIGKILL)
        let said = (try? WholeFile.read(folder.log)).map { String(decoding: $0.suffix(600), as: UTF8.self) } ?? ""
        throw LessonFailure("the lesson's registry does not start:\n\(said)")
    }

    private static func isListening(_ port: UInt16) -> Bool {
        let file = socket(AF_INET, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
        guard file >= 0 else { return false }
        defer { close(file) }
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = port.bigEndian
        address.sin_addr = in_addr(s_addr: UInt32(0x7F00_0001).bigEndian)
        return withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                connect(file, $0, socklen_t(MemoryLayout<sockaddr_in>.size)) == 0
            }
        }
    }
}
