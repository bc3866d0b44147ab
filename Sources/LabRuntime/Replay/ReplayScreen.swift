internal import BuildPasts
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
    /// Further keys, in a few words.
    var keys: String { get }

    /// Whether anything that shows changed.
    func pass(seconds: Double) -> Bool
    func step()
    func togglePause()
    func accelerate(_ isFaster: Bool)
    func setSpeed(_ speed: Double)
    func restart()
    func resize(_ size: Size)
    func accept(_ input: InputEvent)
    /// Leaves what was opened over the recording; false where nothing is.
    func leave() -> Bool
    func draw(into grid: inout Grid, in area: Rect)
}

/// A screen whose time, speed and pauses are those of its playback.
@MainActor
protocol PlaybackScreen: ReplayScreen {
    associatedtype Moment: Sendable
    var playback: Playback<Moment> { get set }
}

extension PlaybackScreen {
    var time: Double { min(playback.time, duration) }
    var duration: Double { playback.duration }
    var speed: Double { playback.speed }
    var isPaused: Bool { playback.isPaused }
    var isAtEnd: Bool { playback.isOver }
    var wait: Double? { playback.wait }

    func togglePause() { playback.isPaused.toggle() }
    func accelerate(_ isFaster: Bool) { playback.accelerate(isFaster) }
    func setSpeed(_ speed: Double) { playback.setSpeed(speed) }
}

/// A cast, in a terminal of the size that it was recorded in.
@MainActor
final class CastScreen: PlaybackScreen {
    let keys = ""
    var playback: Playback<CastEvent>
    private let cast: Cast
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

    func pass(seconds: Double) -> Bool {
        let shown = Int(time * 10)
        let events = playback.advance(by: seconds)
        events.forEach(play)
        return !events.isEmpty || Int(time * 10) != shown
    }

    func step() { playback.step().forEach(play) }

    func restart() {
        playback.restart()
        terminal = Self.terminal(for: cast)
    }

    func resize(_ size: Size) {}
    func accept(_ input: InputEvent) {}
    func leave() -> Bool { false }

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
final class BuildScreen: PlaybackScreen {
    let keys = "t step by step"
    var playback: Playback<TimedBuildEvent>
    private(set) var model: LabModel
    /// Where the files of the build may be; nil without a store.
    private let store: StoreReader?

    init(_ events: [TimedBuildEvent], idleLimit: Double?, size: Size, store: StoreReader? = nil) {
        self.store = store
        // The pane shows the build's own clock, so that the events are told the times at which they are played.
        let shortened = Playback(events.map { Timed($0.time, $0.event) }, longestWait: idleLimit).events
        playback = Playback(shortened.map { Timed($0.time, TimedBuildEvent(time: $0.time, event: $0.event)) })
        model = .replay(title: "Replay", size: size)
    }

    func pass(seconds: Double) -> Bool {
        let shown = Int(time * 10)
        let events = playback.advance(by: seconds)
        play(events)
        model.passReplayTime(time)
        return !events.isEmpty || Int(time * 10) != shown
    }

    func step() { play(playback.step()) }

    func restart() {
        playback.restart()
        model.restartReplay()
    }

    func resize(_ size: Size) { model.resizeReplay(size) }

    /// Scrolls and opens logs as in the lab; what would start something is left to the lab.
    func accept(_ input: InputEvent) {
        switch input {
        case .key(let press):
            let keys: [Key] = [.up, .down, .pageUp, .pageDown, .home, .end, .enter, .left, .right]
            let letters: [Key] = ["t", "v", "l", "m"].map { .character($0) }
            let isMeant = model.dialogue != nil || (keys + letters).contains(press.key) && press.modifiers.isEmpty
            if isMeant { tell(.input(input)) }
        case .mouse: tell(.input(input))
        default: break
        }
    }

    func leave() -> Bool {
        guard model.panes.build.slides != .off else { return false }
        tell(.input(.key(KeyPress(.character("t")))))
        return true
    }

    /// What the model asks of the store is answered at once; all else is left to the lab.
    private func tell(_ event: LabEvent) {
        for case .world(let effect) in model.update(event) {
            if case .readMoments(let run, let name) = effect {
                tell(.moments(run, store?.moments(ofBuild: name) ?? .failed(BuildMoments.unknown)))
            }
            if case .readLayerFile(let run, let path, let place) = effect, let store {
                tell(.layerFile(run, store.file(path, place)))
            }
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
