import Dispatch
import Glibc
import Synchronization

/// One thread for all builds of the tests: a thread that has entered a mount namespace keeps it to itself.
final class BuildThread: Sendable {
    static let shared = BuildThread()

    private let work = Mutex<[@Sendable () -> Void]>([])
    private let waiting = DispatchSemaphore(value: 0)

    private init() {
        var thread = pthread_t()
        pthread_create(
            &thread, nil,
            { argument in
                if let argument { Unmanaged<BuildThread>.fromOpaque(argument).takeRetainedValue().run() }
                return nil
            }, Unmanaged.passRetained(self).toOpaque())
    }

    /// Performs something on the thread and waits for it.
    func perform<Result: Sendable>(_ body: @escaping @Sendable () -> Result) -> Result {
        let done = DispatchSemaphore(value: 0)
        let result = Box<Result>()
        work.withLock {
            $0.append {
                let value = body()
                result.value.withLock { $0 = value }
                done.signal()
            }
        }
        waiting.signal()
        done.wait()
        guard let value = result.value.withLock({ $0 }) else { fatalError("the work has no result") }
        return value
    }

    private func run() {
        while true {
            waiting.wait()
            work.withLock { $0.isEmpty ? nil : $0.removeFirst() }?()
        }
    }

    private final class Box<Value: Sendable>: Sendable {
        let value = Mutex<Value?>(nil)
    }
}
