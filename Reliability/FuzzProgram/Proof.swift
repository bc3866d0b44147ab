import ArgumentParser
import Foundation
import Fuzzing
import Synchronization

/// Shows that the fuzzer finds what it looks for: formats with a fault each, which must all be reported.
struct Proof {
    var save: String

    func run() throws {
        // The crashes are meant: no need to say where they were.
        setenv("SWIFT_BACKTRACE", "enable=no", 1)
        var missed: [String] = []
        for format in Self.faults {
            let supervisor = Supervisor(format: format, seed: 1, save: save)
            let outcome = try supervisor.run(first: 0, runs: 100_000, seconds: 60)
            print("\(format.name): \(outcome.failure ?? "not found")")
            if outcome.failure == nil { missed.append(format.name) }
        }
        if !missed.isEmpty { throw ExitCode.failure }
    }

    /// Each has its fault in inputs that begin with the letter `b`, which the mutations have to find.
    static let faults = [
        fault("proof-crash") { _ = [Int]()[Int.random(in: 0...0)] },
        fault("proof-stack") { _ = Self.depth(1) },
        fault("proof-hang") { while Self.spins {} },
        fault("proof-growth") { Self.hoard.withLock { $0.append([UInt8](repeating: 1, count: 64 << 20)) } },
        fault("proof-promise") { throw BrokenPromise("the letter b was found") },
    ]

    private static let hoard = Mutex<[[UInt8]]>([])
    /// Always true, which the compiler does not know.
    private static var spins: Bool { getpid() > 0 }

    private static func depth(_ count: Int) -> Int { count == .max ? 0 : depth(count + 1) &+ Int(getpid()) }

    private static func fault(_ name: String, _ body: @escaping @Sendable () throws -> Void) -> Format {
        Format(name, seeds: ["a"]) { if $0.first == UInt8(ascii: "b") { try body() } }
    }
}
