internal import ImageStore
internal import Threads

/// Computes the diff IDs of new layers on a thread of its own while the build goes on.
///
/// The thread starts with the first layer, so that a build that makes none stays single-threaded.
final class DiffQueue: Sendable {
    fileprivate struct State {
        var waiting: [LayerID] = []
        var isClosed = false
        var thread: WorkerThread?
        var failure: StoreError?
    }

    private let state = Monitor(State())
    private let store: Store
    private let clamp: Int64?

    init(store: Store, clamp: Int64?) {
        self.store = store
        self.clamp = clamp
    }

    func add(_ layer: LayerID) {
        state.withLock { state in
            state.waiting.append(layer)
            guard state.thread == nil else { return }
            state.thread = WorkerThread { self.work() }
        }
    }

    /// Waits until every layer has its diff ID.
    func finish() throws(StoreError) {
        close(dropping: false)
        if let failure = state.withLock({ $0.failure }) { throw failure }
    }

    /// Gives up what has not begun; the next build computes it.
    func abandon() { close(dropping: true) }

    private func close(dropping: Bool) {
        let thread = state.withLock { state in
            state.isClosed = true
            if dropping { state.waiting = [] }
            defer { state.thread = nil }
            return state.thread
        }
        // Without a thread of its own it does here what is left.
        if let thread { thread.join() } else { work() }
    }

    private func work() {
        while let next = state.wait(until: { $0.next }) {
            do { _ = try store.computeDiff(of: next, clampingTimesTo: clamp) } catch {
                state.withLock { $0.failure = error }
            }
        }
    }
}

extension DiffQueue.State {
    /// The layer to begin with, and no layer once there will be none; nothing where more may come.
    fileprivate var next: LayerID?? {
        mutating get {
            if !waiting.isEmpty { return waiting.removeFirst() }
            return isClosed ? .some(nil) : nil
        }
    }
}
