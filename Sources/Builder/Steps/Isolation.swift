internal import Glibc

/// The builder's own mounts: no other process sees them, and they go with the process.
enum Isolation {
    static var isRootless: Bool { geteuid() != 0 }

    nonisolated(unsafe) private static var isEntered = false

    static func enter() throws(StepError) {
        guard !isEntered else { return }
        guard let symbol = dlsym(nil, "unshare") else { throw .runtime("unshare is missing") }
        typealias Unshare = @convention(c) (Int32) -> Int32
        let unshare = unsafeBitCast(symbol, to: Unshare.self)
        guard unshare(0x20000) == 0 else { throw .runtime("A mount namespace cannot be made: \(Words.error(errno)).") }
        _ = mount("none", "/", nil, UInt(0x4000 | 0x40000), nil)
        _ = mount("none", "/sys/fs/cgroup", "tmpfs", 0, nil)
        isEntered = true
    }
}
