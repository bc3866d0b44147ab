internal import Evidence
internal import Glibc
internal import RunDoctor

/// Looks at a container of the lab that does not answer, until it does or is gone.
struct ContainerExamination {
    let container: String
    /// The store.
    let home: String
    /// Raised once the container has ended.
    let isOver: StopFlag
    /// Raised once its page has come.
    let isServed: StopFlag

    /// Tenths of a second: a server may take a while to start.
    private static let patience = 25

    /// Blocks. Tells each finding that differs from the one before.
    func watch(found: ([RunFault]) -> Void) {
        var last: [RunFault] = []
        while !isOver.isRaised, !isServed.isRaised {
            for _ in 0..<Self.patience where !isOver.isRaised && !isServed.isRaised { usleep(100_000) }
            guard !isOver.isRaised, !isServed.isRaised else { return }
            let faults = DoctorVisit.faults(ofContainer: container, inStoreAt: home)
            if faults != last { found(faults) }
            last = faults
        }
    }
}
