/// The fields of an image's config that a check may look at, by their names in the image specification.
public enum ConfigField {
    /// `Labels.NAME` is one label's value, `Env.NAME` one variable's.
    public static let names = [
        "Cmd", "Entrypoint", "Env", "ExposedPorts", "Healthcheck", "Healthcheck.Interval", "Healthcheck.Timeout",
        "Healthcheck.Retries", "History", "Labels", "StopSignal", "User", "Volumes", "WorkingDir",
    ]

    static func isKnown(_ name: String) -> Bool {
        names.contains(name) || name.hasPrefix("Labels.") || name.hasPrefix("Env.")
    }
}
