public import BuildPlan
public import Recordings

/// What a recording holds.
public enum Recording: Sendable {
    case cast(Cast)
    case build(EventStream)

    /// Why a file is not a recording.
    public struct Fault: Error, Equatable, CustomStringConvertible {
        public let description: String
    }

    /// - Parameter name: what the file is called in a fault.
    public init(bytes: [UInt8], name: String) throws(Fault) {
        let first = bytes.split(separator: UInt8(ascii: "\n"), maxSplits: 1).first.map {
            String(decoding: $0, as: UTF8.self)
        }
        if first?.contains("\"version\"") == true {
            do { self = .cast(try CastReader.cast(String(decoding: bytes, as: UTF8.self))) } catch {
                throw Fault(description: "\(name) is not an asciicast: \(error).")
            }
            return
        }
        let stream = EventStream(bytes: bytes)
        guard !stream.events.isEmpty else {
            guard !bytes.isEmpty else { throw Fault(description: "\(name) is empty.") }
            if let version = stream.newerVersion {
                throw Fault(
                    description:
                        "\(name) is of version \(version) of the event stream, and this program reads version \(TimedBuildEvent.formatVersion). Replay it with the program that wrote it."
                )
            }
            let line = stream.damagedLines.first ?? 1
            throw Fault(
                description: "\(name):\(line): this is not an event of a build, and the file is not an asciicast.")
        }
        self = .build(stream)
    }
}
