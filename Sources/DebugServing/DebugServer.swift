internal import BuildPlan
internal import DebugAdapter
internal import Glibc
internal import ImageFormat
internal import Printing
internal import Processes
public import Surroundings
internal import SystemPackage

/// Serves one client of the debugger: takes its requests, and does what the session makes of them.
public final class DebugServer {
    private let surroundings: Surroundings
    private var session = DebugSession()
    private var reader = DebugMessageReader()
    /// Requests that came while a build or a command ran.
    private var waiting: [DebugRequest] = []
    private var point: DebugPoint?
    /// The request whose command runs, and whether the client has cancelled it.
    private var running: (number: Int64, isCancelled: Bool)?
    private var isOver = false

    /// Builds in these surroundings.
    public init(_ surroundings: Surroundings) { self.surroundings = surroundings }

    /// Serves until the client is done, or gone.
    ///
    /// - Throws: `DebugProtocolError` where something else than a client of the protocol speaks.
    public func serve() throws {
        signal(SIGPIPE, SIG_IGN)
        while !isOver {
            guard try !waiting.isEmpty || read() else { return }
            guard !waiting.isEmpty else { continue }
            take(waiting.removeFirst())
        }
    }

    private func take(_ request: DebugRequest) {
        switch request.command {
        case "launch": learn(DebugLaunch(request.arguments))
        case "cancel": cancel(request.arguments["requestId"]?.integer)
        default: break
        }
        perform(session.take(request))
    }

    /// Waits for bytes of the client's; whether there are more to come.
    private func read() throws(DebugProtocolError) -> Bool {
        var buffer = [UInt8](repeating: 0, count: 1 << 16)
        let count = Glibc.read(STDIN_FILENO, &buffer, buffer.count)
        if count < 0, errno == EINTR { return true }
        guard count > 0 else { return false }
        waiting += try reader.take(buffer[..<count]).compactMap { DebugRequest($0) }
        return true
    }

    /// Reads the Dockerfile, so that the session knows where a build can stop.
    private func learn(_ launch: DebugLaunch) {
        let point = DebugPoint(launch)
        let path = FilePath(surroundings.absolute(launch.path)).lexicallyNormalized().string
        perform(session.known(point.stops, at: [path, Self.resolved(path)]))
        self.point = point
    }

    /// The path behind its links, by which an editor may know the file as well.
    private static func resolved(_ path: String) -> String {
        guard let real = realpath(path, nil) else { return path }
        defer { free(real) }
        return String(cString: real)
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
            case .find(let request, let name):
                let value = point?.value(of: name, before: session.line, surroundings)
                perform([session.answer(request, with: value, of: name)])
            case .evaluate(let request, let words): evaluate(request, words)
            case .end: isOver = true
            }
        }
    }

    // MARK: Building

    private func build(_ launch: DebugLaunch, stopBefore line: Int?) {
        // Somebody may have edited it since the last build.
        learn(launch)
        perform(session.buildBegan())
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
        follow(child) { line in
            guard let event = try? TimedBuildEvent(line: line).event else { return }
            switch event {
            case .planned(let outline): steps = outline.steps
            case .stepStarted(let step): perform(session.stepBegan(step, of: steps))
            case .stepLog(let log): perform([session.said(log.text, isError: log.stream == .stderr)])
            case .stepFinished(let finish):
                if case .failed(let fault) = finish.outcome { failure = fault.message }
                if let line = DebugBuild.line(of: finish, among: steps) { perform([session.said(line)]) }
            case .finished(let end): result = end
            case .started, .contextRead, .stepProgress, .warning: break
            }
        }
        _ = child.wait()
        if case .stopped(_, let image) = result { point?.image = image }
        perform(session.buildEnded(result, steps, failure: failure))
    }

    // MARK: While something runs

    /// Reads a program to its end, line by line. The client is heard meanwhile: where it is done, or does not want the
    /// answer any more, the program is ended.
    ///
    /// - Parameter patience: seconds after which a program that has not ended is asked again, which ends the container of
    ///   one that runs; nil for never.
    private func follow(_ child: RunningProgram, patience: Int? = nil, _ body: (ArraySlice<UInt8>) -> Void) {
        var lines = LineReader(child.output)
        defer { close(child.output) }
        var asked: ContinuousClock.Instant?
        while true {
            switch lines.next(within: 50) {
            case .lines(let lines): lines.forEach(body)
            case .nothing: break
            case .end: return
            }
            hear()
            guard isUnwanted else { continue }
            if let asked, let patience, asked.duration(to: .now) > .seconds(patience) { child.interrupt() }
            if asked == nil { child.interrupt() }
            asked = asked ?? .now
        }
    }

    private var isUnwanted: Bool {
        isOver || running?.isCancelled == true
            || waiting.contains { ["disconnect", "terminate"].contains($0.command) }
    }

    /// Takes what the client has said, and answers what can be answered at once; the rest waits.
    private func hear() {
        var ready = pollfd(fd: STDIN_FILENO, events: Int16(POLLIN), revents: 0)
        if !isOver, poll(&ready, 1, 0) > 0 { isOver = (try? read()) != true }
        let prompt = waiting.filter { DebugSession.isPrompt($0) }
        waiting.removeAll { DebugSession.isPrompt($0) }
        prompt.forEach(take)
    }

    /// The client does not want the answer to a request any more. One that was answered already is not an error.
    private func cancel(_ number: Int64?) {
        if let place = waiting.firstIndex(where: { $0.number == number }) {
            perform([session.refuse(waiting.remove(at: place), "cancelled")])
        } else if let running, running.number == number {
            self.running = (number: running.number, isCancelled: true)
        }
    }

    /// Runs a command in the files as they are at this point.
    private func evaluate(_ request: DebugRequest, _ words: String) {
        guard let image = point?.image else {
            return perform([session.refuse(request, "There are no files at this point yet.")])
        }
        var program = surroundings.ownProgram(["run", "--rm", "--entrypoint", "/bin/sh", image, "-c", words])
        program.errors = .joined
        program.lifetime = .group
        let child: RunningProgram
        do throws(StartError) { child = try program.start() } catch {
            return perform([session.refuse(request, "\(error)")])
        }
        running = (number: request.number, isCancelled: false)
        var output = DebugOutput()
        follow(child, patience: 2) { output.add($0) }
        let status = child.wait().code
        let isCancelled = running?.isCancelled == true
        running = nil
        if isCancelled { return perform([session.refuse(request, "cancelled")]) }
        perform([session.answer(request, with: output.text(status: status))])
    }
}
