internal import BuildPlan
internal import LabModel
internal import LabViews
internal import Recordings
internal import ShellScreen
internal import TerminalUI

/// Something that is played and drawn.
@MainActor
protocol ReplayScreen: AnyObject {
    var time: Double { get }
    var duration: Double { get }
    var speed: Double { get }
    var isPaused: Bool { get }
    var isAtEnd: Bool { get }
    /// Seconds until something comes by itself; nil where nothing does.
    var wait: Double? { get }
    /// What the line below is drawn by: theme and characters.
    var model: LabModel { get }

    /// Whether anything that shows changed.
    func pass(seconds: Double) -> Bool
    func step()
    func togglePause()
    func accelerate(_ isFaster: Bool)
    func setSpeed(_ speed: Double)
    func restart()
    func resize(_ size: Size)
    func accept(_ input: InputEvent)
    func draw(into grid: inout Grid, in area: Rect)
}

/// A cast, in a terminal of the size that it was recorded in.
@MainActor
final class CastScreen: ReplayScreen {
    private let cast: Cast
    private var playback: Playback<CastEvent>
    private var terminal: ShellTerminal
    private(set) var model = LabModel.replay(title: "", size: Size(width: 80, height: 24))

    init(_ cast: Cast, idleLimit: Double?) {
        self.cast = cast
        playback = Playback(cast.events, longestWait: idleLimit)
        terminal = Self.terminal(for: cast)
    }

    private static func terminal(for cast: Cast) -> ShellTerminal {
        ShellTerminal(Size(width: cast.header.width, height: cast.header.height))
    }

    var time: Double { min(playback.time, duration) }
    var duration: Double { playback.duration }
    var speed: Double { playback.speed }
    var isPaused: Bool { playback.isPaused }
    var isAtEnd: Bool { playback.isOver }
    var wait: Double? { playback.wait }

    func pass(seconds: Double) -> Bool {
        let shown = Int(time * 10)
        let events = playback.advance(by: seconds)
        events.forEach(play)
        return !events.isEmpty || Int(time * 10) != shown
    }

    func step() { playback.step().forEach(play) }
    func togglePause() { playback.isPaused.toggle() }
    func accelerate(_ isFaster: Bool) { playback.accelerate(isFaster) }
    func setSpeed(_ speed: Double) { playback.setSpeed(speed) }

    func restart() {
        playback.restart()
        terminal = Self.terminal(for: cast)
    }

    func resize(_ size: Size) {}
    func accept(_ input: InputEvent) {}

    private func play(_ event: CastEvent) {
        switch event {
        case .output(let text): terminal.feed(text.utf8)
        case .resize(let width, let height): terminal.resize(Size(width: width, height: height))
        case .input, .marker: break
        }
        // Answers to questions that were answered when it was recorded.
        _ = terminal.takeReplies()
    }

    func draw(into grid: inout Grid, in area: Rect) { terminal.frame().draw(into: &grid, in: area) }
}

/// A build, in the lab's own build pane.
@MainActor
final class BuildScreen: ReplayScreen {
    private var playback: Playback<TimedBuildEvent>
    private(set) var model: LabModel

    init(_ events: [TimedBuildEvent], idleLimit: Double?, size: Size) {
        // The pane shows the build's own clock, so that the events are told the times at which they are played.
        let shortened = Playback(events.map { Timed($0.time, $0.event) }, longestWait: idleLimit).events
        playback = Playback(shortened.map { Timed($0.time, TimedBuildEvent(time: $0.time, event: $0.event)) })
        model = .replay(title: "Replay", size: size)
    }

    var time: Double { min(playback.time, duration) }
    var duration: Double { playback.duration }
    var speed: Double { playback.speed }
    var isPaused: Bool { playback.isPaused }
    var isAtEnd: Bool { playback.isOver }
    var wait: Double? { playback.wait }

    func pass(seconds: Double) -> Bool {
        let shown = Int(time * 10)
        let events = playback.advance(by: seconds)
        play(events)
        model.passReplayTime(time)
        return !events.isEmpty || Int(time * 10) != shown
    }

    func step() { play(playback.step()) }
    func togglePause() { playback.isPaused.toggle() }
    func accelerate(_ isFaster: Bool) { playback.accelerate(isFaster) }
    func setSpeed(_ speed: Double) { playback.setSpeed(speed) }

    func restart() {
        playback.restart()
        model.restartReplay()
    }

    func resize(_ size: Size) { model.resizeReplay(size) }

    /// Scrolls and opens logs as in the lab; what would start something is left to the lab.
    func accept(_ input: InputEvent) {
        switch input {
        case .key(let press):
            let keys: [Key] = [.up, .down, .pageUp, .pageDown, .home, .end, .enter]
            if keys.contains(press.key), press.modifiers.isEmpty { _ = model.update(.input(input)) }
        case .mouse: _ = model.update(.input(input))
        default: break
        }
    }

    private func play(_ events: [TimedBuildEvent]) {
        for event in events { model.play(event, at: event.time) }
    }

    func draw(into grid: inout Grid, in area: Rect) {
        let screen = LabScreen.replay(model, in: area)
        _ = model.show(screen.layout)
        screen.renderOver(&grid)
    }
}
