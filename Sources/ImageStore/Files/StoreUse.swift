internal import Glibc

/// Marks that this process adds to the store. Nothing is pruned while the value lives.
public final class StoreUse: Sendable {
    private let descriptor: Int32

    init(_ lock: consuming Handle) { descriptor = lock.release() }

    deinit { close(descriptor) }
}

extension Store {
    /// Marks that this process adds to the store: no prune runs while the value lives. Waits for a running prune.
    public func beginUse() throws(StoreError) -> StoreUse {
        let lock = try Handle(root, Layout.lock, O_RDWR | O_CREAT)
        try lock.lock(LOCK_SH)
        return StoreUse(lock)
    }

    /// Keeps all other processes from adding to the store; throws `busy` where one is adding now.
    func exclusiveUse() throws(StoreError) -> Handle {
        let lock = try Handle(root, Layout.lock, O_RDWR | O_CREAT)
        guard try lock.lock(LOCK_EX | LOCK_NB) else { throw .busy }
        return lock
    }
}
