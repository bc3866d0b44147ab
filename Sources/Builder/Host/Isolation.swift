internal import ContainerRuntime
internal import Synchronization

/// The builder's own namespaces: entered once a process, and only when a step has to be performed.
enum Isolation {
    private static let current = Mutex<Namespaces?>(nil)

    /// Must come before the process has a second thread.
    @discardableResult
    static func enter() throws(StepError) -> Namespaces {
        do { return try entered() } catch { throw .runtime(error) }
    }

    /// The namespaces, entered now where they were not.
    static func entered() throws(RuntimeError) -> Namespaces {
        try current.withLock { (entered) throws(RuntimeError) in
            if let known = entered { return known }
            let namespaces = try Namespaces.enter()
            entered = namespaces
            return namespaces
        }
    }
}
