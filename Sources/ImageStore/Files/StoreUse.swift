internal import Glibc

/// Says that this process adds to the store: while the value lives, nothing is pruned.
public final class StoreUse: Sendable {
    private let descriptor: Int32

    init(_ lock: consuming Handle) { descriptor = lock.release() }

    deinit { close(descriptor) }
}

extension Store {
    /// Says that this process is adding to the store: until the value goes, no prune runs. Waits for a running prune.
    public func beginUse() throws(StoreError) -> StoreUse {
        let lock = try Handle(root, Layout.lock, O_RDWR | O_CREAT)
        try lock.lock(LOCK_SH)
        return StoreUse(lock)
    }

    /// Keeps every other process from adding to the store; `busy` where one is at it now.
    func exclusiveUse() throws(StoreError) -> Handle {
        let lock = try Handle(root, Layout.lock, O_RDWR | O_CREAT)
        guard try lock.lock(LOCK_EX | LOCK_NB) else { throw .busy }
        return lock
    }
}
