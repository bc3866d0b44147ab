internal import CLinux
internal import Glibc

/// The pseudo-terminal of a container, and how it is joined to the user's.
final class Console {
    /// The end that is read and written here.
    let master: Int32
    /// The end that the container gets; closed here once it has it.
    private(set) var slave: Int32
    private var saved: termios?

    init() throws(RuntimeError) {
        var end: Int32 = -1
        master = slipway_open_terminal(&end)
        slave = end
        guard master >= 0 else { throw .failed("make", "a terminal") }
        takeSize()
    }

    func closeSlave() {
        if slave >= 0 { close(slave) }
        slave = -1
    }

    /// Gives the container's terminal the size of the user's.
    func takeSize() {
        var size = winsize()
        guard ioctl(STDIN_FILENO, UInt(TIOCGWINSZ), &size) == 0 else { return }
        _ = ioctl(master, UInt(TIOCSWINSZ), &size)
    }

    /// From now on every key goes to the container, Ctrl-C among them.
    func makeUserTerminalRaw() {
        var settings = termios()
        guard tcgetattr(STDIN_FILENO, &settings) == 0 else { return }
        saved = settings
        cfmakeraw(&settings)
        tcsetattr(STDIN_FILENO, TCSANOW, &settings)
    }

    func restoreUserTerminal() {
        guard var settings = saved else { return }
        tcsetattr(STDIN_FILENO, TCSADRAIN, &settings)
        saved = nil
    }

    deinit {
        restoreUserTerminal()
        closeSlave()
        close(master)
    }
}
