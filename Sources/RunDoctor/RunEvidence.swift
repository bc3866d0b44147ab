/// What is known of a container that ended, does not answer, or could not start. What nobody looked at is nil or empty:
/// nothing is concluded from it.
public struct RunEvidence: Equatable, Sendable {
    /// Where the container is in its life.
    public enum Life: Equatable, Sendable {
        /// It could not be started; the runtime's words.
        case refused(String)
        case running(seconds: Double)
        case ended(status: Int32, seconds: Double)
    }

    /// A published port: of this machine, and of the container.
    public struct Port: Equatable, Sendable {
        public var host: UInt16
        public var container: UInt16

        public init(host: UInt16, container: UInt16) {
            self.host = host
            self.container = container
        }
    }

    /// A socket that listens inside of the container's network.
    public struct Listener: Equatable, Sendable {
        public var port: UInt16
        /// Whether only the container itself can reach it.
        public var isLoopback: Bool

        public init(port: UInt16, isLoopback: Bool) {
            self.port = port
            self.isLoopback = isLoopback
        }
    }

    /// The image, as it was named.
    public var image: String
    /// What was to start: ENTRYPOINT with CMD, or with what was typed behind the image's name.
    public var command: [String]
    /// What was typed behind the image's name.
    public var typed: [String]
    public var life: Life
    /// The program that the command names, where somebody looked.
    public var program: ProgramFile?
    /// The program that was not found, where a folder that is not on PATH has it.
    public var offPath: ProgramOffPath?
    /// The end of the output.
    public var log: String
    /// Ports of EXPOSE.
    public var exposed: [UInt16]
    public var published: [Port]
    /// Nil where nobody could look.
    public var listeners: [Listener]?
    /// Whether the kernel killed for want of memory.
    public var isOutOfMemory: Bool
    /// Whether somebody asked the container to end, which then is the cause.
    public var wasStopped: Bool
    /// Who the container runs as; nil for root.
    public var user: String?
    /// What this machine's processor is called in an ELF file.
    public var machine: UInt16?
    /// Whether its standard input was open (`-i`): then it may have read something, which nobody has seen.
    public var hasInput: Bool

    public init(
        image: String, command: [String], typed: [String] = [], life: Life, program: ProgramFile? = nil,
        offPath: ProgramOffPath? = nil,
        log: String = "",
        exposed: [UInt16] = [], published: [Port] = [], listeners: [Listener]? = nil, isOutOfMemory: Bool = false,
        wasStopped: Bool = false, user: String? = nil, machine: UInt16? = nil, hasInput: Bool = false
    ) {
        self.image = image
        self.command = command
        self.typed = typed
        self.life = life
        self.program = program
        self.offPath = offPath
        self.log = log
        self.exposed = exposed
        self.published = published
        self.listeners = listeners
        self.isOutOfMemory = isOutOfMemory
        self.wasStopped = wasStopped
        self.user = user
        self.machine = machine
        self.hasInput = hasInput
    }
}

/// The file that a command's first word means.
public enum ProgramFile: Equatable, Sendable {
    /// Not in the image; a name of the image that is close to it, and whether /bin/sh is there.
    case missing(nearest: String?, hasShell: Bool = false)
    case folder(path: String)
    case file(path: String, isExecutable: Bool, head: [UInt8], hasInterpreter: Bool?)

    /// The program that a script names behind `#!`, without its arguments; nil for what is not a script.
    public static func interpreter(in head: [UInt8]) -> String? {
        guard head.starts(with: Array("#!".utf8)) else { return nil }
        let line = head.dropFirst(2).prefix { $0 != 0x0A }
        return String(decoding: line, as: UTF8.self).split { $0 == " " || $0 == "\t" }.first.map(String.init) ?? ""
    }

    /// The machine that an ELF file is for (`e_machine`); nil for other files.
    public static func machine(in head: [UInt8]) -> UInt16? {
        guard head.count >= 20, head.starts(with: [0x7F, 0x45, 0x4C, 0x46]) else { return nil }
        let isBig = head[5] == 2
        return isBig ? UInt16(head[18]) << 8 | UInt16(head[19]) : UInt16(head[19]) << 8 | UInt16(head[18])
    }

    /// What an ELF machine is called.
    public static func name(ofMachine number: UInt16) -> String {
        switch number {
        case 3: "386"
        case 40: "arm"
        case 62: "amd64"
        case 183: "arm64"
        case 243: "riscv64"
        case 21: "ppc64le"
        case 22: "s390x"
        default: "a processor of another kind (ELF machine \(number))"
        }
    }
}
