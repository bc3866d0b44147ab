internal import BuildPlan
internal import DebugAdapter
internal import Glibc
internal import ImageFormat
internal import Printing
internal import Processes
public import Surroundings

/// Serves one client of the debugger: takes its requests, and does what the session makes of them.
public final class DebugServer {
    private let surroundings: Surroundings
    private var session = DebugSession()
    private var reader = DebugMessageReader()
    /// Requests that came while a build ran.
    private var waiting: [DebugRequest] = []
    private var point: DebugPoint?
    private var isOver = false

    /// Builds in these surroundings.
    public init(_ surroundings: Surroundings) { self.surroundings = surroundings }

    /// Serves until the client is done, or gone.
    public func serve() throws {
        signal(SIGPIPE, SIG_IGN)
        while !isOver {
            guard !waiting.isEmpty || read() else { return }
            guard !waiting.isEmpty else { continue }
            let request = waiting.removeFirst()
            if request.command == "launch" { learn(request) }
            perform(session.take(request))
        }
    }

    /// Waits for bytes of the client's; whether there are more to come.
    private func read() -> Bool {
        var buffer = [UInt8](repeating: 0, count: 1 << 16)
        let count = Glibc.read(STDIN_FILENO, &buffer, buffer.count)
        if count < 0, errno == EINTR { return true }
        guard count > 0, let messages = try? reader.take(buffer[..<count]) else { return false }
        waiting += messages.compactMap { DebugRequest($0) }
        return true
    }

    /// Reads the Dockerfile, so that the session knows where a build can stop.
    private func learn(_ request: DebugRequest) {
        let launch = DebugLaunch(request.arguments)
        let point = DebugPoint(launch)
        session.known(point.stops, at: surroundings.absolute(launch.path))
        self.point = point
    }

    private func perform(_ tasks: [DebugSession.Task]) {
        for task in tasks {
            switch task {
            // An editor reads this, and no terminal.
            case .send(let message): StandardStream.output.write(DebugMessage.bytes(of: message), as: .programOutput)
            case .build(let launch, let line): build(launch, stopBefore: line)
            case .look(let request, let scope):
                let variables = point?.variables(in: scope, before: session.line, surroundings) ?? []
                perform([session.answer(request, with: variables)])
            case .evaluate(let request, let words): evaluate(request, words)
            case .end: isOver = true
            }
        }
    }

    // MARK: Building

    private func build(_ launch: DebugLaunch, stopBefore line: Int?) {
        var program = surroundings.ownProgram(DebugBuild.words(of: launch, stopBefore: line))
        program.lifetime = .group
        program.errors = .nothing
        let child: RunningProgram
        do throws(StartError) { child = try program.start() } catch {
            let refusal = Refusal(location: nil, message: "\(error)", advice: nil)
            return perform(session.buildEnded(.refused([refusal]), [], failure: nil))
        }
        var steps: [StepOutline] = []
        var result = BuildResult.cancelled
        var failure: String?
        follow(child) { event in
            switch event {
            case .planned(let outline): steps = outline.steps
            case .stepLog(let log): perform([session.said(log.text, isError: log.stream == .stderr)])
            case .stepFinished(let finish):
                if case .failed(let fault) = finish.outcome { failure = fault.message }
                if let line = DebugBuild.line(of: finish, among: steps) { perform([session.said(line)]) }
            case .finished(let end): result = end
            case .started, .contextRead, .stepStarted, .stepProgress, .warning: break
            }
        }
        _ = child.wait()
        if case .stopped(_, let image) = result { point?.image = image }
        perform(session.buildEnded(result, steps, failure: failure))
    }

    /// Reads a build to its end. What the client says meanwhile waits; where it is done, the build is ended.
    private func follow(_ child: RunningProgram, _ body: (BuildEvent) -> Void) {
        var lines = LineReader(child.output)
        defer { close(child.output) }
        while true {
            switch lines.next(within: 50) {
            case .lines(let lines):
                for line in lines { if let timed = try? TimedBuildEvent(line: line) { body(timed.event) } }
            case .nothing: break
            case .end: return
            }
            var ready = pollfd(fd: STDIN_FILENO, events: Int16(POLLIN), revents: 0)
            guard !isOver, poll(&ready, 1, 0) > 0 else { continue }
            let isGone = !read()
            guard isGone || waiting.contains(where: { ["disconnect", "terminate"].contains($0.command) }) else {
                continue
            }
            isOver = isGone
            child.interrupt()
            if isGone { continue }
        }
    }

    /// Runs a command in the files as they are at this point.
    private func evaluate(_ request: DebugRequest, _ words: String) {
        guard let image = point?.image else {
            return perform([session.refuse(request, "There are no files at this point yet.")])
        }
        var program = surroundings.ownProgram(["run", "--rm", "--entrypoint", "/bin/sh", image, "-c", words])
        program.errors = .joined
        let child: RunningProgram
        do throws(StartError) { child = try program.start() } catch {
            return perform([session.refuse(request, "\(error)")])
        }
        let output = String(decoding: child.readOutput(), as: UTF8.self)
        let status = child.wait().code
        let end = status == 0 ? "" : "\n(exit status \(status))"
        perform([session.answer(request, with: output + end)])
    }
}
