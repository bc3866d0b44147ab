internal import CLinux
internal import Glibc
internal import SystemPackage

/// This process's input and output, joined to a container that another process owns.
public struct AttachedClient {
    /// How the connection ended.
    public enum End: Equatable, Sendable {
        case exited(status: Int32)
        /// By the detach keys: the container goes on.
        case detached
        /// The container could not be started; why.
        case failed(status: Int32, String)
        /// The owner is gone, and has not said how the container ended.
        case lost
    }

    private let folder: ContainerFolder
    public var attachment: Attachment
    public var keys = DetachKeys()

    public init(_ folder: ContainerFolder, _ attachment: Attachment) {
        self.folder = folder
        self.attachment = attachment
    }

    /// Stays attached until the container ends, or the user leaves.
    public func run(output: (Runtime.Stream, UnsafeRawBufferPointer) -> Void) throws(RuntimeError) -> End {
        let connection = ControlServer.connect(to: folder.path)
        guard connection >= 0 else { throw .notRunning(folder.record.name) }
        defer { close(connection) }
        let numbers = [SIGINT, SIGTERM, SIGHUP, SIGQUIT, SIGUSR1, SIGUSR2, SIGWINCH]
        let signals = slipway_signals_open(numbers, Int32(numbers.count))
        defer { close(signals) }
        signal(SIGPIPE, SIG_IGN)
        let terminal = UserTerminal()
        if attachment.hasTerminal, attachment.isInteractive { terminal.makeRaw() }
        defer { terminal.restore() }
        send(.attach(size: attachment.hasTerminal ? UserTerminal.size : nil), to: connection)
        return serve(connection, signals, output)
    }

    private func serve(
        _ connection: Int32, _ signals: Int32, _ output: (Runtime.Stream, UnsafeRawBufferPointer) -> Void
    ) -> End {
        var keys = keys
        var arrived: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 65_536)
        var input = attachment.isInteractive ? STDIN_FILENO : -1
        while true {
            var polled = [connection, input, signals].map { pollfd(fd: $0, events: Int16(POLLIN), revents: 0) }
            _ = poll(&polled, 3, -1)
            while case let number = slipway_signals_next(signals), number > 0 {
                // The terminal is gone, and with it the user who wanted to see this.
                if number == SIGHUP || (number == SIGTERM && !attachment.passesSignals) { return .detached }
                pass(number, to: connection)
            }
            if polled[1].revents != 0 {
                let count = read(input, &buffer, 4096)
                if count > 0 {
                    let (bytes, leaves) =
                        attachment.hasTerminal ? keys.pass(buffer[..<count]) : (Array(buffer[..<count]), false)
                    if !bytes.isEmpty { send(.input(bytes), to: connection) }
                    if leaves { return .detached }
                } else if count == 0 || errno != EINTR {
                    send(.endOfInput, to: connection)
                    input = -1
                }
            }
            guard polled[0].revents != 0 else { continue }
            let count = recv(connection, &buffer, buffer.count, 0)
            guard count > 0 else {
                if count < 0, errno == EINTR { continue }
                return .lost
            }
            arrived += buffer[..<count]
            guard let messages = ControlMessage.take(from: &arrived) else { return .lost }
            for message in messages { if let end = handle(message, output) { return end } }
        }
    }

    private func handle(
        _ message: ControlMessage, _ output: (Runtime.Stream, UnsafeRawBufferPointer) -> Void
    ) -> End? {
        switch message {
        case .output(let bytes): bytes.withUnsafeBytes { output(.stdout, $0) }
        case .errors(let bytes): bytes.withUnsafeBytes { output(.stderr, $0) }
        case .ended(let status): return .exited(status: status)
        case .failure(let text):
            let status = text.prefix { $0.isNumber }
            return .failed(status: Int32(status) ?? 125, String(text.dropFirst(status.count + 1)))
        case .attach, .wait, .input, .endOfInput, .resize, .signal, .join, .leave, .done: break
        }
        return nil
    }

    private func pass(_ number: Int32, to connection: Int32) {
        if number == SIGWINCH {
            if attachment.hasTerminal, let size = UserTerminal.size { send(.resize(size), to: connection) }
        } else if attachment.passesSignals {
            send(.signal(number), to: connection)
        }
    }

    private func send(_ message: ControlMessage, to connection: Int32) {
        WholeWrite.write(message.bytes[...], to: connection)
    }
}

extension ContainerFolder {
    /// Waits until the container ends; its exit status. At once where it has ended.
    public func waitForExit() -> Int32 {
        let connection = ControlServer.connect(to: path)
        if connection >= 0 {
            defer { close(connection) }
            WholeWrite.write(ControlMessage.wait.bytes[...], to: connection)
            var arrived: [UInt8] = []
            var buffer = [UInt8](repeating: 0, count: 4096)
            while case let count = recv(connection, &buffer, buffer.count, 0), count > 0 || errno == EINTR {
                arrived += buffer[..<max(0, count)]
                for message in ControlMessage.take(from: &arrived) ?? [] {
                    if case .ended(let status) = message { return status }
                }
                if count == 0 { break }
            }
        }
        while hasOwner { usleep(10_000) }
        if case .exited(let status, _) = state { return status }
        return 137
    }
}

extension ContainerFolder {
    /// Puts the container, which runs, on a network.
    ///
    /// - Parameter address: nil for one that is free.
    public func join(network: String, address: String? = nil, aliases: [String]) throws(RuntimeError) {
        try ask(.join(network: network, address: address, aliases: aliases))
    }

    /// Takes it off again.
    public func leave(network: String) throws(RuntimeError) { try ask(.leave(network: network)) }

    /// Asks the container's owner for something, and waits until it is done.
    private func ask(_ message: ControlMessage) throws(RuntimeError) {
        let connection = ControlServer.connect(to: path)
        guard connection >= 0 else { throw .notRunning(record.name) }
        defer { close(connection) }
        WholeWrite.write(message.bytes[...], to: connection)
        var arrived: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 4096)
        while true {
            let count = recv(connection, &buffer, buffer.count, 0)
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { throw .notRunning(record.name) }
            arrived += buffer[..<count]
            for answer in ControlMessage.take(from: &arrived) ?? [] {
                switch answer {
                case .done: return
                case .failure(let text): throw .refusedByOwner(text)
                case .ended: throw .notRunning(record.name)
                case .attach, .wait, .input, .endOfInput, .resize, .signal, .join, .leave, .output, .errors: break
                }
            }
        }
    }
}
