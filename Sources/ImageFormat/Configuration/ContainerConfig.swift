/// How a container of the image starts: the `config` of an image (OCI image spec, config.md) and what Docker adds to it.
public struct ContainerConfig: Equatable, Sendable {
    /// `USER`; nil means root.
    public var user: String?
    /// `5000/tcp`.
    public var exposedPorts: Set<String>
    /// `NAME=value`, in the order in which they were set.
    public var environment: [String]
    /// The words of ENTRYPOINT; nil where it is not set.
    public var entrypoint: [String]?
    /// The words of CMD; nil where it is not set.
    public var command: [String]?
    /// The absolute paths of VOLUME.
    public var volumes: Set<String>
    /// The absolute path of WORKDIR; nil means `/`.
    public var workingDirectory: String?
    /// The values of LABEL by name.
    public var labels: [String: String]
    /// The name or number of STOPSIGNAL; nil means SIGTERM.
    public var stopSignal: String?
    /// Seconds; Docker's.
    public var stopTimeout: Int64?
    /// Docker's.
    public var healthcheck: Healthcheck?
    /// Instructions for images that build on this one; Docker's.
    public var onBuild: [String]
    /// Of the shell form; Docker's.
    public var shell: [String]?
    /// Whether the command is one string for Windows's shell; Docker's.
    public var argumentsEscaped: Bool

    public init(
        user: String? = nil, exposedPorts: Set<String> = [], environment: [String] = [], entrypoint: [String]? = nil,
        command: [String]? = nil, volumes: Set<String> = [], workingDirectory: String? = nil,
        labels: [String: String] = [:], stopSignal: String? = nil, stopTimeout: Int64? = nil,
        healthcheck: Healthcheck? = nil, onBuild: [String] = [], shell: [String]? = nil, argumentsEscaped: Bool = false
    ) {
        self.user = user
        self.exposedPorts = exposedPorts
        self.environment = environment
        self.entrypoint = entrypoint
        self.command = command
        self.volumes = volumes
        self.workingDirectory = workingDirectory
        self.labels = labels
        self.stopSignal = stopSignal
        self.stopTimeout = stopTimeout
        self.healthcheck = healthcheck
        self.onBuild = onBuild
        self.shell = shell
        self.argumentsEscaped = argumentsEscaped
    }

    /// The value of an environment variable; nil where it is not set.
    public func environmentValue(_ name: String) -> String? {
        environment.last { $0.hasPrefix(name + "=") }.map { String($0.dropFirst(name.count + 1)) }
    }

    /// Sets an environment variable, in the place of its earlier value where there is one.
    public mutating func setEnvironment(_ name: String, _ value: String) {
        let entry = name + "=" + value
        if let place = environment.firstIndex(where: { $0.hasPrefix(name + "=") }) {
            environment[place] = entry
        } else {
            environment.append(entry)
        }
    }
}

/// How Docker asks a container whether it is well. Times are nanoseconds; nil is Docker's default.
public struct Healthcheck: Equatable, Sendable {
    /// `["NONE"]`, `["CMD", …]` or `["CMD-SHELL", …]`.
    public var test: [String]
    /// The time between two checks, in nanoseconds.
    public var interval: Int64?
    /// The time that a check may take, in nanoseconds.
    public var timeout: Int64?
    /// The time after the start in which failures do not count, in nanoseconds.
    public var startPeriod: Int64?
    /// The time between two checks during `startPeriod`, in nanoseconds.
    public var startInterval: Int64?
    /// How many failures in a row make the container unhealthy.
    public var retries: Int64?

    public init(
        test: [String], interval: Int64? = nil, timeout: Int64? = nil, startPeriod: Int64? = nil,
        startInterval: Int64? = nil, retries: Int64? = nil
    ) {
        self.test = test
        self.interval = interval
        self.timeout = timeout
        self.startPeriod = startPeriod
        self.startInterval = startInterval
        self.retries = retries
    }
}
