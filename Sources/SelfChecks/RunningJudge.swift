import LessonFormat

/// Checks of what runs: containers, pages, commands.
enum RunningJudge {
    static func container(_ image: String, _ expectation: ContainerExpectation, _ evidence: Evidence) -> Verdict {
        guard let containers = evidence.containers else { return .waiting("Run the container first.") }
        let own = containers.filter { $0.image == image || $0.image.hasSuffix("/" + image) }
        guard let container = own.first else {
            return .failed(
                .init(
                    found: containers.isEmpty
                        ? "no container runs" : "containers of \(containers.map(\.image).joined(separator: ", "))",
                    expected: "a container of \(image)",
                    advice: "Run it: docker run \(image), with -p where it publishes a port."))
        }
        switch expectation {
        case .running: return .passed(found: "a container of \(image) runs")
        case .publishes(let port):
            if own.contains(where: { $0.hostPorts.contains(port) }) {
                return .passed(found: "port \(port) is published")
            }
            let ports = container.hostPorts.map(String.init).joined(separator: ", ")
            return .failed(
                .init(
                    found: ports.isEmpty ? "no port is published" : "port \(ports) is published",
                    expected: "port \(port) published", advice: "Stop it, then run it with -p \(port):\(port)."))
        }
    }

    static func page(_ url: String, _ status: Int, _ text: String?, _ evidence: Evidence) -> Verdict {
        let expected = text.map { "\(url) says: \($0)" } ?? "\(url) answers with status \(status)"
        switch evidence.pages[url] {
        case nil: return .waiting("Run the container first.")
        case .unreachable(let reason):
            return .failed(
                .init(
                    found: "\(url) does not answer: \(reason)", expected: expected,
                    advice: "Run the container, and see that -p publishes the port of the address."))
        case .silent(let cause, let advice):
            return .failed(.init(found: cause, expected: expected, advice: advice))
        case .answered(let found, let body):
            if found == status, body.contains(text ?? "") { return .passed(found: firstLine(body)) }
            return .failed(
                .init(
                    found: "status \(found): \(firstLine(body))", expected: expected,
                    advice: "Mend app.py, build, and run the new image."))
        }
    }

    static func command(_ line: String, _ status: Int32, _ text: String?, _ evidence: Evidence) -> Verdict {
        guard let result = evidence.commands[line] else { return .waiting("That has not been tried yet.") }
        let expected = text.map { "output with: \($0)" } ?? "status \(status)"
        if let seconds = result.stoppedAfter {
            return .failed(
                .init(
                    found: "it did not end within \(seconds) seconds", expected: expected,
                    advice: "Run it yourself, and see what it waits for."))
        }
        if result.status == status, result.output.contains(text ?? "") {
            return .passed(found: text ?? "it ends with status \(status)")
        }
        return .failed(
            .init(
                found: "status \(result.status): \(firstLine(result.output))", expected: expected,
                advice: "Run it yourself, and read what it says."))
    }

    private static func firstLine(_ text: String) -> String {
        let line = text.split(separator: "\n", maxSplits: 1).first.map(String.init) ?? "nothing"
        return line.count > 160 ? line.prefix(160) + "…" : line
    }
}
