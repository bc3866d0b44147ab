public import ImageFormat
internal import SystemPackage

/// Whether a container is well, by the last runs of its health check: `health.json` in its folder.
public struct HealthState: Equatable, Sendable {
    /// The verdict of the last runs together, by docker's words.
    public enum Status: String, Sendable {
        case starting, healthy, unhealthy
    }

    /// One run of the check.
    public struct Probe: Equatable, Sendable {
        /// RFC 3339.
        public var start: String
        public var end: String
        /// -1 if the run took too long.
        public var status: Int32
        /// The beginning of what it wrote.
        public var output: String
    }

    public private(set) var status = Status.starting
    public private(set) var failures = 0
    /// The last five.
    public private(set) var probes: [Probe] = []

    init() {}

    /// Takes a run's outcome in. A failure while the container starts up counts for nothing; a success ends that time.
    mutating func take(_ probe: Probe, isStartingUp: Bool, retries: Int) {
        probes = Array((probes + [probe]).suffix(5))
        if probe.status == 0 {
            status = .healthy
            failures = 0
        } else if !(isStartingUp && status == .starting) {
            failures += 1
            if failures >= retries { status = .unhealthy }
        }
    }

    public var json: JSON {
        .object([
            "Status": .string(status.rawValue), "FailingStreak": .integer(Int64(failures)),
            "Log": .array(
                probes.map { probe in
                    .object([
                        "Start": .string(probe.start), "End": .string(probe.end),
                        "ExitCode": .integer(Int64(probe.status)), "Output": .string(probe.output),
                    ])
                }),
        ])
    }

    init?(json: JSON) {
        guard let status = json["Status"]?.string.flatMap({ Status(rawValue: $0) }) else { return nil }
        self.status = status
        failures = json.number("FailingStreak") ?? 0
        probes = (json["Log"]?.elements ?? []).map { entry in
            Probe(
                start: entry["Start"]?.string ?? "", end: entry["End"]?.string ?? "",
                status: entry.number("ExitCode") ?? 0, output: entry["Output"]?.string ?? "")
        }
    }
}

/// When the check runs, in seconds: Docker's times where none are given.
struct HealthTimes: Equatable {
    var interval = 30.0
    var timeout = 30.0
    var startPeriod = 0.0
    var startInterval = 5.0
    var retries = 3

    init(_ check: Healthcheck) {
        let seconds = { (nanoseconds: Int64?, usual: Double) in
            nanoseconds.flatMap { $0 > 0 ? Double($0) / 1e9 : nil } ?? usual
        }
        interval = seconds(check.interval, interval)
        timeout = seconds(check.timeout, timeout)
        startPeriod = seconds(check.startPeriod, startPeriod)
        startInterval = seconds(check.startInterval, startInterval)
        retries = check.retries.flatMap { $0 > 0 ? Int($0) : nil } ?? retries
    }

    /// Seconds from one run to the next.
    func pause(isStartingUp: Bool) -> Double { isStartingUp ? min(interval, startInterval) : interval }
}

extension Healthcheck {
    /// The words that are run in the container; nil for a check that is none.
    public var command: [String]? {
        switch test.first {
        case "CMD" where test.count > 1: Array(test.dropFirst())
        case "CMD-SHELL" where test.count > 1: ["/bin/sh", "-c", test[1]]
        default: nil
        }
    }
}

extension ContainerFolder {
    /// Nil for a container without a health check.
    public var health: HealthState? {
        guard record.settings.config.healthcheck?.command != nil else { return nil }
        let text = TextFile.read(path.appending("health.json").string) ?? ""
        return (try? JSON(parsing: Array(text.utf8))).flatMap { HealthState(json: $0) } ?? HealthState()
    }
}
