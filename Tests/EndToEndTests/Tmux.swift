import Foundation
import Glibc

/// A terminal of its own, driven by keys and read as text.
struct Tmux {
    private let name = "slipway-\(UUID().uuidString)"
    private let host: Program
    private let server: Process

    static var isThere: Bool { FileManager.default.isExecutableFile(atPath: "/usr/bin/tmux") }

    struct Timeout: Error, CustomStringConvertible {
        let wanted: String
        let screen: String
        var description: String { "“\(wanted)” did not appear on the screen:\n\(screen)" }
    }

    init(columns: Int, rows: Int, folder: URL) throws {
        host = Program(folder: folder)
        // In the foreground: a server that left for the background would keep what tells of its starter's end.
        server = try host.start(["tmux", "-u", "-L", name, "-f", "/dev/null", "-D"], output: Pipe(), errors: Pipe())
        for _ in 0..<100 {
            // A home of its own: what the user has in theirs is not tried here, nor the NO_COLOR of `swift test`.
            let start = "env -u XDG_CONFIG_HOME -u NO_COLOR LC_ALL=C.UTF-8 HOME=\(folder.path) bash --norc"
            let shell = ["new-session", "-d", "-x", "\(columns)", "-y", "\(rows)", start]
            if try host.run(["tmux", "-u", "-N", "-L", name] + shell).status == 0 { return }
            Thread.sleep(forTimeInterval: 0.05)
        }
        throw Timeout(wanted: "tmux's server", screen: "")
    }

    @discardableResult
    private func tmux(_ words: String...) throws -> String {
        try host.run(["tmux", "-u", "-L", name] + words).output
    }

    /// Keys by tmux's names.
    func press(_ keys: String...) throws {
        for key in keys { try tmux("send-keys", key) }
    }

    func type(_ text: String) throws { try tmux("send-keys", "-l", text) }

    func resize(_ columns: Int, _ rows: Int) throws { try tmux("resize-window", "-x", "\(columns)", "-y", "\(rows)") }

    /// The colour behind all text, as this terminal says it when it is asked.
    func setBackground(_ colour: String) throws { try tmux("set-option", "-g", "window-style", "bg=\(colour)") }

    func screen() throws -> String { try tmux("capture-pane", "-p") }

    /// With the escape sequences of its styles.
    func coloured() throws -> String { try tmux("capture-pane", "-pe") }

    /// The screen once it shows a text.
    @discardableResult
    func wait(for text: String, within seconds: Double = 20) throws -> String {
        try wait(for: text, within: seconds) { $0.contains(text) }
    }

    /// The screen once it is as wanted.
    @discardableResult
    func wait(
        for what: String = "what was wanted", within seconds: Double = 20, until isWanted: (String) throws -> Bool
    ) throws -> String {
        let end = Date(timeIntervalSinceNow: seconds)
        var shown = ""
        repeat {
            shown = try screen()
            if try isWanted(shown) { return shown }
            Thread.sleep(forTimeInterval: 0.05)
        } while Date() < end
        throw Timeout(wanted: what, screen: shown)
    }

    func end() {
        // By force: a child of this process may have inherited a blocked SIGTERM, by which tmux ends itself.
        _ = try? tmux("kill-session")
        kill(server.processIdentifier, SIGKILL)
        server.waitUntilExit()
    }
}
