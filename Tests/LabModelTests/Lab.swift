import BuildPlan
import CommandLines
import LabModel
import LessonFormat
import SelfChecks
import TerminalUI

/// A lab over a small lesson, driven by keys as they are written: `F5`, `Ctrl-s`, `Enter`, or text.
struct Lab {
    var model: LabModel
    /// All that was asked of the world since the last look.
    var effects: [WorldEffect] = []
    /// All that was asked of the program's loop since the last look.
    var asked: [ProgramEffect] = []

    static let lessonFile = """
        id: greeting
        title: A greeting
        summary: Say hello.
        workspace: hello
        image:
          reference: hello:v1
          port: 5000
          container_port: 5000
        steps:
          - 01-write
          - 02-build
          - 03-guess
        """

    static let write = """
        ---
        title: Write it
        goal: There is a Dockerfile.
        opens: Dockerfile
        checks:
          - title: The Dockerfile is there
            file: { path: Dockerfile }
        hints:
          - Look at the block.
        ---
        Type this:

        ```dockerfile {file=Dockerfile}
        FROM alpine
        COPY app.py .
        ```

        Then run this:

        ```sh {exec}
        docker build -t hello:v2 .
        ```
        """

    static let build = """
        ---
        title: Build it
        goal: The image is built.
        checks:
          - title: The build succeeds
            build: { result: succeeded }
        ---
        Press F5.
        """

    static let guess = """
        ---
        title: Guess
        goal: You know what comes from the cache.
        opens: app.py
        predict:
          question: What is cached?
          instructions:
            - COPY requirements.txt .
            - COPY app.py .
        checks:
          - title: Your guess is right
            predict: true
          - title: You know what a layer is
            quiz:
              question: What is a layer?
              choices: [A file, A set of changes]
              answer: 2
        ---
        Guess.
        """

    static func lesson() throws -> Lesson {
        var content: [String: [UInt8]] = [:]
        content["lesson.yaml"] = Array(lessonFile.utf8)
        content["steps/01-write.md"] = Array(write.utf8)
        content["steps/02-build.md"] = Array(build.utf8)
        content["steps/03-guess.md"] = Array(guess.utf8)
        content["solution/Dockerfile"] = Array("FROM alpine\nCOPY app.py .\n".utf8)
        content["solution/app.py"] = Array("print('hi')\n".utf8)
        return try LessonReader.lesson(LessonFiles(folder: "greeting", content: content))
    }

    /// A lab over the lesson that these files are.
    init(lesson files: [String: String], progress: Progress = Progress()) throws {
        let content = files.mapValues { Array($0.utf8) }
        model = LabModel(
            lesson: try LessonReader.lesson(LessonFiles(folder: "l", content: content)), progress: progress,
            offered: [])
        note(model.start(size: Size(width: 120, height: 36), now: 100))
        for tab in model.panes.editor.files { send(.fileRead(tab.path, nil)) }
        effects = []
    }

    /// A lab whose files are read, with nothing else done.
    init(
        width: Int = 120, height: Int = 36, progress: Progress = Progress(), files: [String: String] = [:]
    ) throws {
        model = LabModel(lesson: try Self.lesson(), progress: progress)
        note(model.start(size: Size(width: width, height: height), now: 100))
        for tab in model.panes.editor.files { send(.fileRead(tab.path, files[tab.path].map { Array($0.utf8) })) }
        effects = []
    }

    /// What is to be judged, is at once.
    mutating func send(_ event: LabEvent) {
        note(model.update(event))
        guard case .judge(let run, let judging)? = effects.last else { return }
        effects.removeLast()
        note(model.update(.verdicts(run, judging.verdicts, earlier: judging.passedEarlier)))
    }

    mutating func note(_ effects: [Effect]) {
        for effect in effects {
            switch effect {
            case .world(let effect): self.effects.append(effect)
            case .program(let effect): asked.append(effect)
            }
        }
    }

    mutating func press(_ key: Key, _ modifiers: Modifiers = []) { send(.input(.key(KeyPress(key, modifiers)))) }

    mutating func type(_ text: String) {
        for character in text { press(character == "\n" ? .enter : .character(character)) }
    }

    /// The effects since the last call.
    mutating func take() -> [WorldEffect] {
        defer { effects = [] }
        return effects
    }

    /// What was asked of the loop since the last call.
    mutating func takeAsked() -> [ProgramEffect] {
        defer { asked = [] }
        return asked
    }

    var quits: Bool { asked.contains(.quit) }

    /// Answers every write as if the disk took it.
    mutating func acceptWrites() {
        for effect in take() {
            guard case .write(let file, let bytes) = effect else {
                effects.append(effect)
                continue
            }
            send(.fileSaved(file, bytes: bytes))
        }
    }

    /// Plays a stream as the build that runs.
    mutating func play(_ stream: BuildStream, ended: Bool = true) {
        guard let run = model.panes.build.run?.id else { return }
        for event in stream.events { send(.build(run, event)) }
        if ended { send(.buildEnded(run, status: 0, errors: "")) }
    }
}

extension [WorldEffect] {
    var build: (run: RunID, arguments: [String])? {
        for case .startBuild(let run, let line) in self { return (run, line.words) }
        return nil
    }

    var container: (run: RunID, arguments: [String], url: String?)? {
        for case .startContainer(let run, let line) in self { return (run, line.words, line.url) }
        return nil
    }

    var evidence: (run: RunID, needs: EvidenceNeeds)? {
        for case .gatherEvidence(let run, let needs) in self.reversed() { return (run, needs) }
        return nil
    }

    var writes: [String] { compactMap { if case .write(let file, _) = $0 { file } else { nil } } }
}

extension Lab {
    /// Tells the lab what the lists would show, as the views do before a frame.
    mutating func draw() {
        var layout = model.screen
        let counts: [(Pane, Int)] = [
            (.layers, model.panes.layers.rows.count), (.images, model.panes.images.rows.count),
            (.containers, model.panes.containers.entries.count),
        ]
        for pane in [Pane.shell, .editor] {
            if let area = LabLayout(model.layout).panes[pane] { layout.add(.inside(pane), at: area.split(top: 1).rest) }
        }
        for (pane, count) in counts { layout.extents[pane] = ScreenLayout.Extent(rows: count, visible: 10) }
        note(model.show(layout))
    }
}
