internal import ContainerRuntime
internal import DockerfileSyntax
internal import Faults
internal import ImageFormat

/// Values of a service that a command line takes as they are. They are read here already: nothing is made yet, and the
/// place in the file is known.
struct ServiceValues {
    /// The service's name, for messages.
    let service: String

    /// A port as `-p` takes it.
    func port(_ text: String, under key: String, at entry: ComposeNode) throws(TextFault) -> String {
        do throws(RuntimeError) { _ = try PortMapping.parse(text) } catch {
            guard case .badPort(_, let reason) = error else { throw entry.fault(error.message) }
            throw entry.fault("`\(text)` under `\(key)` of the service \(service) is not a valid port: \(reason)")
        }
        return text
    }

    /// A text that a flag takes: a size, a number of processors, or anything else, which is passed on.
    func text(_ node: ComposeNode, _ key: String) throws(TextFault) -> String {
        let text = try node.text(key)
        switch key {
        case "mem_limit", "mem_reservation", "memory", "shm_size":
            guard let bytes = ByteSize.memory(text), bytes > 0 else {
                throw node.fault("\(key) of the service \(service) is `\(text)`: a size is written 64m or 2g")
            }
        case "cpus":
            guard let number = Double(text), number >= 0.01, number < 100_000 else {
                throw node.fault("\(key) of the service \(service) is `\(text)`: it is a number, 0.01 or more")
            }
        case "platform":
            guard Platform(text) != nil else {
                throw node.fault("platform of the service \(service) is `\(text)`: it is written linux/amd64")
            }
        default: break
        }
        return text
    }

    /// When the service is started again, as `--restart` takes it.
    func restart(_ node: ComposeNode?) throws(TextFault) -> String? {
        guard let node else { return nil }
        let text = try node.text("restart")
        guard RestartPolicy(text) != nil else {
            throw node.fault(
                "restart of the service \(service) is `\(text)`; it can be no, on-failure, on-failure:TIMES, always, unless-stopped"
            )
        }
        return text
    }

    /// A time as `--health-interval` and its like take it.
    func time(_ node: ComposeNode?, _ key: String) throws(TextFault) -> String? {
        guard let node else { return nil }
        let text = try node.text(key)
        guard let duration = DurationText.read(text), duration >= .zero else {
            throw node.fault("\(key) of the service \(service) is `\(text)`: a time is written 30s or 1m30s")
        }
        return text
    }
}
