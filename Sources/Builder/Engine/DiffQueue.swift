internal import Glibc
internal import ImageStore
internal import Synchronization

/// Computes the diff IDs of new layers on a thread of its own while the build goes on.
///
/// The thread starts with the first layer, so that a build that makes none stays single-threaded.
final class DiffQueue: Sendable {
    private struct State {
        var waiting: [LayerID] = []
        var isClosed = false
        var thread: pthread_t?
        var failure: StoreError?
    }

    private let state = Mutex(State())
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
            state.thread = start()
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
        if let thread { pthread_join(thread, nil) }
    }

    private func start() -> pthread_t? {
        var thread = pthread_t()
        let queue = Unmanaged.passRetained(self)
        let result = pthread_create(
            &thread, nil,
            { argument in
                if let argument { Unmanaged<DiffQueue>.fromOpaque(argument).takeRetainedValue().work() }
                return nil
            }, queue.toOpaque())
        guard result == 0 else {
            queue.release()
            return nil
        }
        return thread
    }

    private func work() {
        while true {
            let (next, isClosed) = state.withLock { state in
                (state.waiting.isEmpty ? nil : state.waiting.removeFirst(), state.isClosed)
            }
            guard let next else {
                if isClosed { return }
                usleep(500)
                continue
            }
            do {
                _ = try store.computeDiff(of: next, clampingTimesTo: clamp)
            } catch {
                state.withLock { $0.failure = error }
            }
        }
    }
}
