internal import BuildPlan
internal import CommandLines
internal import LabModel
internal import Surroundings

/// A race, by a process of its own.
extension EffectPerformer {
    func race(_ run: RunID, _ line: RaceCommandLine) {
        let words = [place.program, "race", "--progress", "rawjson"] + line.words
        let ended = follow(run, words, folder: place.workspace) { lines in
            // The last line is the report, which the events have told already.
            let events = lines.compactMap { try? RaceEvent(line: $0) }
            self.mailbox.sendWaiting(events.map { .race(run, $0) })
        }
        mailbox.sendWaiting([.raceEnded(run, status: ended.status, errors: ended.errors)])
    }
}
