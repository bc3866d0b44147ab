/// Which version of the program this is: the only place that says it. A test holds it to the newest one of CHANGELOG.md.
public enum ProgramVersion {
    /// Three numbers with dots, as in semantic versions.
    public static let current = "0.1.0"
}
