internal import BuildPlan
internal import Clocks
internal import Glibc
internal import LabModel
internal import LabViews
internal import NcursesBackend
internal import Recordings
public import Surroundings
internal import TerminalUI

/// The loop of a replay: keys in, frames out, at most 60 a second.
@MainActor
public final class ReplayProgram {
    private let backend: NcursesBackend
    private let screen: any ReplayScreen
    private var isOver = false
    private var isChanged = true

    private init(backend: NcursesBackend, screen: any ReplayScreen) {
        self.backend = backend
        self.screen = screen
    }

    /// Plays to the end, stays there, and returns once the viewer quits.
    public static func run(
        _ recording: Recording, speed: Double, idleLimit: Double?, in surroundings: Surroundings
    ) async throws {
        let backend = try NcursesBackend(name: surroundings.terminalName, usesColor: surroundings.usesColor)
        let screen: any ReplayScreen =
            switch recording {
            case .cast(let cast): CastScreen(cast, idleLimit: idleLimit)
            case .build(let stream):
                BuildScreen(
                    stream.events, idleLimit: idleLimit, size: backend.size,
                    store: surroundings.store.map { StoreReader(home: $0) })
            }
        screen.setSpeed(speed)
        let program = ReplayProgram(backend: backend, screen: screen)
        await program.loop()
        backend.close()
        NcursesBackend.endAsAsked()
    }

    private func loop() async {
        let events = backend.events()
        Task {
            for await batch in events { batch.forEach(pass) }
        }
        var last = MonotonicClock.now
        while !isOver {
            let time = MonotonicClock.now
            if screen.pass(seconds: time - last) { isChanged = true }
            last = time
            if isChanged { draw() }
            // A frame while something comes, else a look at the clock now and then.
            let wait = min(screen.wait ?? 0.05, 0.05)
            try? await Task.sleep(for: .seconds(max(0.016, wait)))
        }
    }

    private func draw() {
        isChanged = false
        var grid = Grid(backend.size)
        let (rest, line) = grid.bounds.split(bottom: 1)
        screen.draw(into: &grid, in: rest)
        LabScreen.replayLine(words, screen.model, in: line).renderOver(&grid)
        backend.draw(grid)
    }

    private var words: String {
        let state = screen.isPaused ? "paused" : screen.isAtEnd ? "end" : "playing"
        let place = "\(Self.seconds(screen.time)) of \(Self.seconds(screen.duration)) s"
        let more = screen.keys.isEmpty ? "" : "  " + screen.keys
        let keys = "Space pause  . step  + faster  - slower  r again\(more)  q quit"
        return " \(state)  \(place)  x\(Self.factor(screen.speed))   \(keys)"
    }

    private func pass(_ event: BackendEvent) {
        isChanged = true
        switch event {
        case .terminated: isOver = true
        case .resumed: screen.resize(backend.size)
        case .input(.resize(let size)): screen.resize(size)
        case .input(.key(let press)): strike(press)
        case .input(let input): screen.accept(input)
        }
    }

    private func strike(_ press: KeyPress) {
        let ends = press.key == .character("c") && press.modifiers == .control
        if screen.model.dialogue != nil, !ends { return screen.accept(.key(press)) }
        if press.key == .escape, screen.leave() { return }
        switch (press.key, press.modifiers) {
        case (.character("q"), []), (.character("c"), .control), (.escape, _): isOver = true
        case (.character(" "), []): screen.togglePause()
        case (.character("."), []): screen.step()
        case (.character("+"), _), (.character("="), []): screen.accelerate(true)
        case (.character("-"), []): screen.accelerate(false)
        case (.character("r"), []): screen.restart()
        case (.character("z"), .control): backend.suspend()
        default: screen.accept(.key(press))
        }
    }

    private static func seconds(_ value: Double) -> String {
        let tenths = Int((value * 10).rounded(.down))
        return "\(tenths / 10).\(tenths % 10)"
    }

    private static func factor(_ speed: Double) -> String {
        speed >= 1 ? "\(Int(speed))" : "1/\(Int(1 / speed))"
    }
}
