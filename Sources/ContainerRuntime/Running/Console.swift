internal import CLinux
internal import Glibc
internal import SystemPackage

/// The terminal of a container, and how it is joined to the user's.
///
/// crun hands over the terminal itself, through a socket: what is set here holds in the container. runc keeps it, and
/// copies between it and a second one that is made here; it takes that one's size over.
final class Console {
    enum Kind {
        /// The runtime's own terminal comes through a socket at this path.
        case received(at: String)
        case copied
    }

    /// The end that is read and written here; -1 until it is there.
    private(set) var master: Int32 = -1
    /// The end that the runtime gets; closed here once it has it. -1 where it makes one itself.
    private(set) var slave: Int32 = -1
    /// Where the terminal comes from; -1 where it does not.
    private(set) var listener: Int32 = -1
    private let kind: Kind
    private var size: TerminalSize?

    init(_ kind: Kind, size: TerminalSize?) throws(RuntimeError) {
        self.kind = kind
        self.size = size
        switch kind {
        case .copied:
            var end: Int32 = -1
            master = slipway_open_terminal(&end)
            slave = end
            guard master >= 0 else { throw .failed("make", "a terminal") }
        case .received(let path):
            listener = slipway_unix_listen(path)
            guard listener >= 0 else { throw .failed("listen at", path) }
        }
        applySize()
    }

    /// What the runtime needs to know of it.
    var socketPath: String? { if case .received(let path) = kind { path } else { nil } }

    func closeSlave() {
        if slave >= 0 { close(slave) }
        slave = -1
    }

    /// Takes the terminal once the runtime sends it.
    func receive() {
        guard master < 0, listener >= 0 else { return }
        let connection = slipway_unix_accept(listener, 1)
        guard connection >= 0 else { return }
        defer { close(connection) }
        master = slipway_receive_descriptor(connection)
        close(listener)
        listener = -1
        applySize()
    }

    func resize(to size: TerminalSize?) {
        guard let size, size.rows > 0, size.columns > 0 else { return }
        self.size = size
        applySize()
    }

    private func applySize() {
        guard let size, master >= 0 else { return }
        var value = winsize()
        value.ws_row = size.rows
        value.ws_col = size.columns
        _ = ioctl(master, UInt(TIOCSWINSZ), &value)
    }

    deinit {
        closeSlave()
        if master >= 0 { close(master) }
        if listener >= 0 { close(listener) }
        if case .received(let path) = kind { unlink(path) }
    }
}

/// The terminal that this process was started in.
final class UserTerminal {
    private var saved: termios?

    /// Its size, by whichever of the three standard descriptors is one.
    static var size: TerminalSize? {
        var size = winsize()
        for descriptor in [STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO]
        where ioctl(descriptor, UInt(TIOCGWINSZ), &size) == 0 && size.ws_row > 0 {
            return TerminalSize(rows: size.ws_row, columns: size.ws_col)
        }
        return nil
    }

    /// From now on every key goes to the container, Ctrl-C among them.
    func makeRaw() {
        var settings = termios()
        guard tcgetattr(STDIN_FILENO, &settings) == 0 else { return }
        saved = settings
        cfmakeraw(&settings)
        tcsetattr(STDIN_FILENO, TCSANOW, &settings)
    }

    func restore() {
        guard var settings = saved else { return }
        tcsetattr(STDIN_FILENO, TCSADRAIN, &settings)
        saved = nil
    }

    deinit { restore() }
}
