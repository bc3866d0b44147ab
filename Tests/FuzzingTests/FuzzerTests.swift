import Foundation
import Synchronization
import Testing

@testable import Fuzzing

/// The fuzzer finds what it is there for, and finds it again.
@Suite(.serialized) struct FuzzerTests {
    private static let letters = ["abcdefgh", "12345 67890"]

    private func record(_ format: Format) throws -> InputRecord {
        let path = FileManager.default.temporaryDirectory.appending(path: "slipway-fuzz-\(UUID().uuidString)").path
        return try InputRecord(path: path, longest: format.longest)
    }

    @Test func anInputIsMadeFromSeedAndNumberAlone() {
        let format = Format("letters", seeds: Self.letters, tokens: ["<token>"]) { _ in }
        let inputs = (0..<2000).map { Mutator(format, seed: 7).input($0) }
        #expect(inputs == (0..<2000).reversed().map { Mutator(format, seed: 7).input($0) }.reversed())
        #expect(inputs.prefix(2).map { String(decoding: $0, as: UTF8.self) } == Self.letters)
        #expect(Set(inputs).count > 1500, "inputs differ")
        #expect((0..<2000).map { Mutator(format, seed: 8).input($0) } != inputs)
    }

    /// What the mutations are for: changed seeds, seeds joined, tokens, numbers at an edge, cut and repeated text.
    @Test func inputsAreOfManyKinds() {
        let format = Format("letters", seeds: Self.letters, tokens: ["<token>"], longest: 300) { _ in }
        let inputs = (0..<20_000).map { String(decoding: Mutator(format, seed: 7).input($0), as: UTF8.self) }
        #expect(inputs.allSatisfy { $0.unicodeScalars.count <= 300 })
        for piece in ["<token>", "abc67890", "9223372036854775808", "\u{1B}"] {
            #expect(inputs.contains { $0.contains(piece) }, "no input with \(piece)")
        }
        let thrice = ["ab", "bc", "cd", "de", "ef", "fg"].map { $0 + $0 + $0 }
        #expect(inputs.contains { input in thrice.contains { input.contains($0) } }, "no block is repeated")
        #expect(inputs.contains("") && inputs.contains("abcd"))
    }

    @Test func aBrokenPromiseIsToldWithItsInput() throws {
        let format = Format("no-token", seeds: Self.letters, tokens: ["<token>"]) { bytes in
            if bytes.starts(with: Array("<token>".utf8)) { throw BrokenPromise("a token comes first") }
        }
        let record = try record(format)
        defer { try? FileManager.default.removeItem(atPath: record.path) }
        let failures = Failures()
        let outcome = FuzzRun(format, seed: 3, runs: 100_000).perform(recordingTo: record) { failure in
            failures.add(failure)
        }
        let failure = try #require(failures.all.first)
        #expect(failure.kind == .breaksPromise("a token comes first") && failures.all.count == 1)
        #expect(failure.number == outcome.inputs)
        let kept = try #require(InputRecord.read(record.path))
        #expect(kept.number == failure.number && kept.input.starts(with: Array("<token>".utf8)))
        #expect(Mutator(format, seed: 3).input(failure.number) == kept.input)
    }

    @Test(.timeLimit(.minutes(20))) func aHangIsToldWhileItHangs() throws {
        let isFound = Atomic(false)
        let format = Format("hang", seeds: Self.letters) { bytes in
            guard bytes.first == UInt8(ascii: "b") else { return }
            while !isFound.load(ordering: .acquiring) {}
        }
        let record = try record(format)
        defer { try? FileManager.default.removeItem(atPath: record.path) }
        var run = FuzzRun(format, seed: 3, runs: 100_000)
        run.limits.processorSeconds = 0.2
        let failures = Failures()
        _ = run.perform(recordingTo: record) { failure in
            failures.add(failure)
            isFound.store(true, ordering: .releasing)
        }
        let failure = try #require(failures.all.first)
        guard case .hangs(let seconds) = failure.kind else { throw BrokenPromise("\(failure)") }
        #expect(seconds > 0.2)
        #expect(Mutator(format, seed: 3).input(failure.number).first == UInt8(ascii: "b"))
    }

    @Test(.timeLimit(.minutes(20))) func growthIsTold() throws {
        let hoard = Mutex<[[UInt8]]>([])
        let isFound = Atomic(false)
        let format = Format("growth", seeds: Self.letters) { _ in
            guard !isFound.load(ordering: .acquiring) else { return }
            hoard.withLock { $0.append([UInt8](repeating: 1, count: 1 << 20)) }
        }
        let record = try record(format)
        defer { try? FileManager.default.removeItem(atPath: record.path) }
        var run = FuzzRun(format, seed: 3, runs: 2000)
        run.limits.growth = 64 << 20
        let failures = Failures()
        let outcome = run.perform(recordingTo: record) { failure in
            failures.add(failure)
            isFound.store(true, ordering: .releasing)
            hoard.withLock { $0 = [] }
        }
        let failure = try #require(failures.all.first)
        guard case .grows(let bytes) = failure.kind else { throw BrokenPromise("\(failure)") }
        #expect(bytes > 64 << 20 && outcome.growth >= bytes)
    }
}

/// What a run has told, from whichever thread.
private final class Failures: Sendable {
    private let told = Mutex<[FuzzFailure]>([])

    var all: [FuzzFailure] { told.withLock { $0 } }

    func add(_ failure: FuzzFailure) { told.withLock { $0.append(failure) } }
}
