import Dispatch
import LabModel
import Synchronization
import Testing

@testable import LabRuntime

/// Where the lab's threads leave their events.
struct MailboxTests {
    private func text(_ event: LabEvent) -> String { event.log }

    @Test func eventsAreTakenInTheirOrderAndOnce() async {
        let box = Mailbox()
        box.send(.containerLog(RunID(1), "one"))
        box.send([.containerLog(RunID(1), "two"), .containerLog(RunID(1), "three")])
        var wakes = box.wakes.makeAsyncIterator()
        #expect(await wakes.next() != nil)
        #expect(box.empty().map(text) == ["one", "two", "three"])
        #expect(box.empty().isEmpty)
    }

    /// A thread that writes faster than the lab reads is held up, so that memory stays bounded.
    @Test func aFullBoxHoldsItsWriterUpAndLosesNothing() {
        let box = Mailbox()
        let line = String(repeating: "x", count: 10_000)
        let isDone = Atomic(false)
        let group = DispatchGroup()
        DispatchQueue.global().async(group: group) {
            for _ in 0..<200 { box.sendWaiting([.containerLog(RunID(1), line)]) }
            isDone.store(true, ordering: .releasing)
        }
        var count = 0
        var most = 0
        while !isDone.load(ordering: .acquiring) {
            let taken = box.empty().count
            (count, most) = (count + taken, max(most, taken))
        }
        group.wait()
        count += box.empty().count
        #expect(count == 200)
        // 2^18 bytes, and what was under way.
        #expect(most <= 28)
    }
}
