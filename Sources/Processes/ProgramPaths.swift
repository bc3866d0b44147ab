internal import Glibc

/// Where programs are.
public enum ProgramPaths {
    /// Where administrators' programs are, which PATH often leaves out.
    private static let standard = [
        "/usr/local/sbin", "/usr/local/bin", "/usr/sbin", "/usr/bin", "/sbin", "/bin",
    ]

    /// A program's path: itself where it has a slash, else the first on PATH or in the system's folders; nil where it is
    /// missing.
    public static func find(_ name: String, path: String? = nil) -> String? {
        if name.contains("/") { return access(name, X_OK) == 0 ? name : nil }
        let path = path ?? Program.inheritedVariables["PATH"] ?? ""
        let folders = path.split(separator: ":").map(String.init) + standard
        return folders.map { $0 + "/" + name }.first { access($0, X_OK) == 0 && isFile($0) }
    }

    /// This program's own file, without links on the way; nil where /proc is not mounted.
    public static var own: String? {
        guard let path = realpath("/proc/self/exe", nil) else { return nil }
        defer { free(path) }
        return String(cString: path)
    }

    /// A program that lies beside this one, wherever a link to this one is; nil where it was not built.
    public static func beside(_ name: String) -> String? {
        guard let own, let end = own.lastIndex(of: "/") else { return nil }
        let path = own[...end] + name
        return access(String(path), X_OK) == 0 ? String(path) : nil
    }

    private static func isFile(_ path: String) -> Bool {
        var status = stat()
        return stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFREG
    }
}
