import Glibc
import Testing
import Threads

@Test func aThreadThatWaitsSeesWhatAnotherOneChanges() throws {
    let box = Monitor<[Int]>([])
    let worker = try #require(
        WorkerThread {
            for number in 1...100 { box.withLock { $0.append(number) } }
        })
    var seen: [Int] = []
    while seen.count < 100 {
        seen += box.wait { numbers -> [Int]? in
            guard !numbers.isEmpty else { return nil }
            defer { numbers = [] }
            return numbers
        }
    }
    worker.join()
    #expect(seen == Array(1...100))
}

@Test func aWaitHasAnEnd() {
    let never = Monitor(false)
    let clock = ContinuousClock()
    let start = clock.now
    #expect(never.wait(seconds: 0.05) { $0 ? true : nil } == nil)
    #expect(clock.now - start >= .milliseconds(50))
    #expect(never.wait(seconds: -1) { $0 ? true : nil } == nil)
}

@Test func whatIsTrueAlreadyIsNotWaitedFor() {
    let value = Monitor(3)
    #expect(value.wait { $0 } == 3)
    #expect(value.wait(seconds: 0) { $0 } == 3)
}

@Test func everyWaitingThreadIsWoken() {
    let gate = Monitor(false)
    let passed = Monitor(0)
    let workers = (0..<8).compactMap { _ in
        WorkerThread {
            gate.wait { $0 ? true : nil }
            passed.withLock { $0 += 1 }
        }
    }
    gate.withLock { $0 = true }
    workers.forEach { $0.join() }
    #expect(passed.withLock { $0 } == workers.count && workers.count == 8)
}

/// The lock is given back when the body throws, or the next thread would wait without end.
@Test func aLockIsGivenBackByAnError() {
    struct Refusal: Error {}
    let value = Monitor(1)
    #expect(throws: Refusal.self) { try value.withLock { _ throws(Refusal) in throw Refusal() } }
    #expect(value.withLock { $0 } == 1)
}

/// One thread that takes a signal in the usual way is enough to end a process that wants to read its signals.
@Test func noSignalComesToAWorker() throws {
    var before = sigset_t()
    pthread_sigmask(SIG_BLOCK, nil, &before)
    let blocked = Monitor<Bool?>(nil)
    let worker = try #require(
        WorkerThread {
            var mask = sigset_t()
            pthread_sigmask(SIG_BLOCK, nil, &mask)
            let all = [SIGINT, SIGTERM, SIGHUP, SIGWINCH].allSatisfy { sigismember(&mask, $0) == 1 }
            blocked.withLock { $0 = all }
        })
    worker.join()
    #expect(blocked.withLock { $0 } == true)
    var own = sigset_t()
    pthread_sigmask(SIG_BLOCK, nil, &own)
    #expect(sigismember(&own, SIGTERM) == sigismember(&before, SIGTERM))
}

/// One thread is enough for tasks that wait for each other; more share the work.
@Test(arguments: [0, 3]) func tasksGoOnWithTheThreadsThatThereAre(helpers: Int) {
    let sum = Monitor(0)
    TaskThreads.run(helpers: helpers) {
        await withTaskGroup(of: Int.self) { group in
            for number in 1...100 {
                group.addTask {
                    await Task.yield()
                    return (try? await SeparateThread.perform { number }) ?? 0
                }
            }
            for await number in group { sum.withLock { $0 += number } }
        }
    }
    #expect(sum.withLock { $0 } == 5050)
}

@Test func aCancelledTaskSleepsNoMore() {
    let clock = ContinuousClock()
    let start = clock.now
    let isCancelled = Monitor(false)
    TaskThreads.run(helpers: 0) {
        // A child, which runs on these threads too: the pool of other tasks may be busy for minutes with other tests.
        await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await SeparateThread.sleep(seconds: 600) }
            group.cancelAll()
            do { try await group.next() } catch { isCancelled.withLock { $0 = error is CancellationError } }
        }
    }
    #expect(isCancelled.withLock { $0 })
    #expect(clock.now - start < .seconds(300))
}

@Test(arguments: [0, 1, 7, 100], [0, 1, 3])
func everyRoundOfAParallelLoopIsDoneOnce(count: Int, helpers: Int) {
    let done = Monitor([Int](repeating: 0, count: count))
    ParallelLoop.perform(count, helpers: helpers) { number in done.withLock { $0[number] += 1 } }
    #expect(done.withLock { $0 } == [Int](repeating: 1, count: count))
}

@Test func thereIsRoomForAFewThreads() {
    #expect(ThreadRoom.isThere(for: 0))
    #expect(ThreadRoom.isThere(for: 8))
}
