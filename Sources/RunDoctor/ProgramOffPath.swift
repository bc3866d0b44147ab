/// A program that was not found because the folder that has it is not one of PATH.
public struct ProgramOffPath: Equatable, Sendable {
    public var name: String
    /// Where the image has it; nil where nobody could look, and PATH lacks the system's folders.
    public var place: String?
    /// Whether it could be run by its path.
    public var isExecutable: Bool
    /// The value of PATH, by which it was looked for.
    public var path: String

    public init(name: String, place: String?, isExecutable: Bool = true, path: String) {
        self.name = name
        self.place = place
        self.isExecutable = isExecutable
        self.path = path
    }

    /// The folders that have the programs of a system.
    static let system = ["/usr/local/sbin", "/usr/local/bin", "/usr/sbin", "/usr/bin", "/sbin", "/bin"]

    /// The value of PATH among variables; Docker's own where there is none.
    public static func path(in environment: [String]) -> String {
        environment.last { $0.hasPrefix("PATH=") }.map { String($0.dropFirst(5)) } ?? system.joined(separator: ":")
    }

    /// Where a program may be, though it is in no folder of PATH; none for a name with a slash, which PATH is not asked
    /// for.
    public static func places(of name: String, path: String, workingDirectory: String) -> [String] {
        guard !name.isEmpty, !name.contains("/") else { return [] }
        let tried = Set(path.split(separator: ":").map { trimmed(String($0)) })
        let folders = system + [workingDirectory, "/", "/app", "/usr/src/app", "/srv", "/opt"]
        return folders.map(trimmed).filter { !tried.contains($0) }.map { "\($0)/\(name)" }
    }

    /// Whether a PATH has none of the two folders in which each system keeps its programs.
    public static func lacksSystem(_ path: String) -> Bool {
        !path.split(separator: ":").contains { ["/bin", "/usr/bin"].contains(trimmed(String($0))) }
    }

    /// A folder without slashes at its end; empty for the root folder.
    private static func trimmed(_ folder: String) -> String {
        folder.lastIndex { $0 != "/" }.map { String(folder[...$0]) } ?? ""
    }

    private var folder: String? {
        place.flatMap { place in place.lastIndex(of: "/").map { String(place[..<$0]) } }
    }

    var sentence: String {
        let value = path.isEmpty ? "PATH is empty" : "PATH is `\(path)`"
        guard let place else { return "`\(name)` is in no folder of PATH, which lacks the system's: \(value)." }
        return "`\(name)` is in the image, as `\(place)`, but its folder is not on PATH: \(value)."
    }

    var advice: String {
        guard let place, let folder, !Self.system.contains(folder) else {
            let added = path.isEmpty ? "/app" : path
            return "Add to PATH, do not replace it: ENV PATH=\(added):$PATH in the Dockerfile. "
                + "With -e PATH=…, write the system's folders too."
        }
        let added = folder.isEmpty ? "/" : folder
        let mode = isExecutable ? "" : " Make it executable: RUN chmod +x \(place)."
        return "Write its path: `\(place)`. Or add its folder to PATH: ENV PATH=\(added):$PATH.\(mode)"
    }
}
