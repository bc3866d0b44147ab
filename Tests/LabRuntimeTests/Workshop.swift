import LabModel
import LessonFormat
import LessonPlay
import Scratch
import Surroundings
import Testing

@testable import LabRuntime

/// A lab without a screen: a workspace, a store, and a program that is a shell script of the test.
final class Workshop {
    let scratch: ScratchFolder
    let place: Workplace
    let performer: EffectPerformer
    private let mailbox = Mailbox()
    /// What has come and was not waited for yet.
    private var pending: [LabEvent] = []
    private var wakes: AsyncStream<Void>.Iterator

    /// - Parameters:
    ///   - program: the lines of a shell script that stands for the program; `$1` is its subcommand.
    ///   - lesson: one that is given its ports here, and may be given others; nil for a small one without any.
    init(program: String = "exit 0", lesson: Lesson? = nil) throws {
        scratch = try ScratchFolder()
        try scratch.makeFolder("app")
        try scratch.put("#!/bin/bash\n" + program + "\n", at: "bin/slipway", mode: 0o755)
        let variables = [
            "PATH": "/usr/bin:/bin", "TMPDIR": scratch.path, "HOME": scratch.path, "TMUX": "/tmp/tmux,1,0",
            "SHELL": "/bin/bash",
        ]
        let around = Surroundings(variables: variables, folder: scratch.path, program: scratch("bin/slipway"))
        place = Workplace(workspace: scratch("app"), home: scratch("store"), in: around)
        try CommandLinks.make(for: place)
        let workplace = place
        performer = EffectPerformer(
            try lesson ?? Self.lesson(), place: place, mailbox: mailbox,
            ports: lesson.map { WorkspacePorts(of: $0, at: workplace) })
        wakes = mailbox.wakes.makeAsyncIterator()
    }

    deinit {
        performer.endShell()
        performer.children.endAll()
    }

    static func lesson() throws -> Lesson {
        let files = [
            "lesson.yaml": "id: 01-small\ntitle: Small\nsummary: One file.\nworkspace: app\nsteps: [01-write-it]\n",
            "steps/01-write-it.md":
                "---\ntitle: Write it\ngoal: There is a file.\nsolution:\n  - write: note.txt\n---\nWrite.\n",
            "solution/note.txt": "hello\n",
        ]
        return try LessonReader.lesson(
            LessonFiles(folder: "01-small", content: files.mapValues { Array($0.utf8) }))
    }

    /// Waits until an event comes that the closure knows, and gives what it makes of it.
    func wait<Value>(for find: (LabEvent) -> Value?) async throws -> Value {
        while true {
            pending += mailbox.empty()
            while !pending.isEmpty {
                if let value = find(pending.removeFirst()) { return value }
            }
            try #require(await wakes.next() != nil)
        }
    }

    /// Does so, and gives what the closure made of each event before, too.
    func gather<Value>(_ find: (LabEvent) -> Value?, until isLast: (LabEvent) -> Bool) async throws -> [Value] {
        var found: [Value] = []
        _ = try await wait { event -> Bool? in
            if let value = find(event) { found.append(value) }
            return isLast(event) ? true : nil
        }
        return found
    }
}
