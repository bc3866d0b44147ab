internal import CLinux
internal import Glibc

/// The process that started this one, to end with it.
public struct ParentProcess: Sendable {
    private let id: Int32
    /// Readable once it has ended; -1 where the kernel has no such descriptors.
    private let ended: Int32

    /// To be made before any other work: a parent that has ended already is not known any more.
    public init() {
        id = getppid()
        ended = slipway_pidfd_open(id)
    }

    /// Waits until the parent has ended, or nobody reads a pipe of this process any more. May return false without either:
    /// then it is to be called again.
    public func waitForEnd(orClosed pipe: Int32) -> Bool {
        var waits = [pollfd(fd: pipe, events: 0, revents: 0), pollfd(fd: ended, events: Int16(POLLIN), revents: 0)]
        // Without a descriptor of the parent its number is asked for, five times a second.
        let count = poll(&waits, 2, ended >= 0 ? -1 : 200)
        if getppid() != id { return true }
        return count > 0 && (waits[0].revents & Int16(POLLERR) != 0 || waits[1].revents != 0)
    }
}
