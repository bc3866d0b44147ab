internal import CLinux
internal import Glibc

/// The descriptors of a program that is about to start, on both sides.
struct Streams {
    private(set) var theirInput: Int32 = -1
    private(set) var theirOutput: Int32 = -1
    private(set) var theirErrors: Int32 = -1
    /// The ends to read from; -1 where there is none.
    private(set) var output: Int32 = -1
    private(set) var errors: Int32 = -1
    /// Descriptors that were opened for the program, to be closed here once it has started.
    private var lent: [Int32] = []

    /// The bytes that a pipe holds before anybody reads it.
    private static let pipeSize = 1 << 16

    init(_ program: Program) throws(StartError) {
        do throws(StartError) {
            theirInput = try input(program.input)
            (theirOutput, output) = try end(of: program.output)
            if case .joined = program.errors {
                theirErrors = theirOutput
            } else {
                (theirErrors, errors) = try end(of: program.errors)
            }
        } catch {
            closeTheirs()
            closeOurs()
            throw error
        }
    }

    func closeTheirs() { for descriptor in lent { close(descriptor) } }

    func closeOurs() { for descriptor in [output, errors] where descriptor >= 0 { close(descriptor) } }

    private mutating func input(_ input: Program.Input) throws(StartError) -> Int32 {
        switch input {
        case .descriptor(let descriptor): return descriptor
        case .nothing: return try nothing(O_RDONLY)
        case .bytes(let bytes):
            guard bytes.count <= Self.pipeSize else { throw .noPipe(EFBIG) }
            let (read, write) = try pipe()
            lent.append(read)
            defer { close(write) }
            guard bytes.isEmpty || Glibc.write(write, bytes, bytes.count) == bytes.count else { throw .noPipe(errno) }
            return read
        }
    }

    private mutating func end(of output: Program.Output) throws(StartError) -> (theirs: Int32, ours: Int32) {
        switch output {
        case .descriptor(let descriptor): return (descriptor, -1)
        case .nothing, .joined: return (try nothing(O_WRONLY), -1)
        case .pipe:
            let (read, write) = try pipe()
            lent.append(write)
            return (write, read)
        }
    }

    private mutating func nothing(_ flags: Int32) throws(StartError) -> Int32 {
        let descriptor = open("/dev/null", flags | O_CLOEXEC)
        guard descriptor >= 0 else { throw .noPipe(errno) }
        lent.append(descriptor)
        return descriptor
    }

    private func pipe() throws(StartError) -> (read: Int32, write: Int32) {
        var ends: [Int32] = [-1, -1]
        guard slipway_pipe(&ends) == 0 else { throw .noPipe(errno) }
        return (ends[0], ends[1])
    }
}
