public import BuildPlan
internal import LessonFormat
public import TerminalUI

extension LabModel {
    /// A lab that shows a recorded build and nothing else.
    public static func replay(title: String, size: Size) -> LabModel {
        var model = LabModel(lesson: .empty(titled: title), progress: Progress(), offered: [])
        model.resizeReplay(size)
        model.restartReplay()
        return model
    }

    /// Forgets what was played.
    public mutating func restartReplay() {
        now = 0
        panes.build.beginReplay(runs.next())
        layout.show(.build)
    }

    /// Plays an event at its own time, in seconds from the recording's start.
    public mutating func play(_ event: TimedBuildEvent, at time: Double) {
        passReplayTime(time)
        panes.build.replay(event, now: now)
    }

    /// Lets the clock go on to a time of the recording.
    public mutating func passReplayTime(_ time: Double) { now = max(now, time) }

    /// Gives the replayed screen another size.
    public mutating func resizeReplay(_ size: Size) {
        layout.columns = size.width
        layout.rows = size.height
    }
}
