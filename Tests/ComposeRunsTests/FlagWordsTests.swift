import Testing

@testable import ComposeRuns

/// Options of `compose` as words of other commands.
struct FlagWordsTests {
    @Test func whatIsNotGivenIsLeftOut() {
        var flags = FlagWords()
        flags.add("--rm", if: false)
        flags.add("--user", nil)
        flags.add("--env", each: [])
        #expect(flags.words.isEmpty)
    }

    @Test func wordsStandInTheOrderInWhichTheyWereAdded() {
        var flags = FlagWords()
        flags.add("--env", each: ["A=1", "B="])
        flags.add("--rm", if: true)
        flags.add("--user", "")
        #expect(flags.words == ["--env", "A=1", "--env", "B=", "--rm", "--user", ""])
    }

    @Test(
        arguments: [
            (false, true, ["--interactive", "--tty"]), (false, false, ["--interactive"]), (true, true, ["--detach"]),
            (true, false, ["--detach"]),
        ] as [(Bool, Bool, [String])])
    func theBackgroundHasNoTerminal(_ isDetached: Bool, _ hasTerminal: Bool, _ words: [String]) {
        var flags = FlagWords()
        flags.addStreams(isDetached: isDetached, hasTerminal: hasTerminal)
        #expect(flags.words == words)
    }
}
