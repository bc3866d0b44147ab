/// What to change in a command that tells its program to listen on 127.0.0.1.
enum LoopbackCure {
    /// A sentence; nil if the command does not say where its program listens.
    static func of(_ command: [String]) -> String? {
        let words = RunDoctor.shellLine(command).map { $0.split(separator: " ").map(String.init) } ?? command
        for (index, word) in words.enumerated() {
            if let address = loopback.first(where: { word.contains($0) }) {
                let before = index > 0 && words[index - 1].hasPrefix("-") ? words[index - 1] + " " : ""
                return
                    "Write `\(before)\(word.replacing(address, with: "0.0.0.0"))` in place of `\(before)\(word)` in the command."
            }
        }
        let programs = words.map { $0.split(separator: "/").last.map(String.init) ?? $0 }
        if let flask = programs.firstIndex(of: "flask"), programs[flask...].contains("run") {
            return "`flask run` listens on 127.0.0.1 unless it is told: write `flask run --host=0.0.0.0`."
        }
        return ["uvicorn", "hypercorn"].first { programs.contains($0) }.map {
            "`\($0)` listens on 127.0.0.1 unless it is told: add `\($0 == "uvicorn" ? "--host 0.0.0.0" : "--bind 0.0.0.0:PORT")`."
        }
    }

    private static let loopback = ["127.0.0.1", "localhost"]
}
