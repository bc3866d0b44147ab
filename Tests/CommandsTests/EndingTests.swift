import ArgumentParser
import Testing

@testable import Commands

/// Docker's exit statuses for what goes wrong with a command, and what is said then.
struct EndingTests {
    private struct Greeting: ParsableCommand {
        @Flag var loud = false
        @Argument var name: String
    }

    private func fault(of words: [String]) -> (any Error)? {
        do {
            _ = try Greeting.parseAsRoot(words)
            return nil
        } catch { return error }
    }

    private func status(of error: any Error, in phase: Ending.Phase) -> ExitCode {
        Ending.status(of: error, of: Greeting.self, in: phase)
    }

    @Test(
        arguments: [
            (["--quiet", "Ann"], 125), (["--loud=7", "Ann"], 125), ([], 1), (["Ann", "Bob"], 1),
            (["Ann", "Bob", "Eve"], 1),
        ] as [([String], Int32)])
    func aWrongFlagIs125AndAWrongNumberOfArgumentsIs1(_ words: [String], _ expected: Int32) throws {
        let fault = try #require(self.fault(of: words))
        #expect(status(of: fault, in: .parsing) == ExitCode(expected))
    }

    @Test func aRefusalIs125WhereAContainerWasToBeMade() {
        let refusals: [any Error] = [CommandFailure("There is no such file."), ValidationError("--cpus is a number.")]
        for refusal in refusals {
            #expect(status(of: refusal, in: .running(makesContainer: true)) == RefusedContainer.status)
            #expect(status(of: refusal, in: .running(makesContainer: false)) == .failure)
        }
    }

    @Test func aRequestForHelpIsNoFault() {
        #expect(status(of: CleanExit.helpRequest(), in: .parsing) == .success)
    }

    @Test func aStatusThatWasChosenStays() {
        #expect(status(of: ExitCode(3), in: .running(makesContainer: true)) == ExitCode(3))
    }

    /// How a command is used is told only where its words could not be understood.
    @Test func usageIsToldForWordsAlone() {
        let refusal = ValidationError("--cpus is a number.")
        let running = Ending.words(of: refusal, of: Greeting.self, in: .running(makesContainer: false))
        #expect(running == "Error: --cpus is a number.")
        let parsing = Ending.words(of: refusal, of: Greeting.self, in: .parsing)
        #expect(parsing.hasPrefix("Error: --cpus is a number.") && parsing.contains("Usage: "))
    }
}
