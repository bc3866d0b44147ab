import Files
import Glibc
import ImageStore

/// Where the lab works: folders and programs.
struct LabPlace: Sendable {
    /// The learner's folder; it may not be there yet.
    var workspace: String
    /// The image store, where progress is kept too.
    var home: String
    /// This program.
    var executable: String

    /// Relative paths are below the folder that the program was started in.
    init(workspace: String, home: String) {
        self.workspace = Self.absolute(workspace)
        self.home = Self.absolute(home)
        var buffer = [CChar](repeating: 0, count: 4096)
        let count = readlink("/proc/self/exe", &buffer, buffer.count - 1)
        executable =
            count > 0 ? String(decoding: buffer[..<count].map { UInt8(bitPattern: $0) }, as: UTF8.self) : "slipway"
    }

    private static func absolute(_ path: String) -> String {
        if path.hasPrefix("/") { return path }
        guard let current = getcwd(nil, 0) else { return path }
        defer { free(current) }
        return String(cString: current) + "/" + path
    }

    /// The folder for command lines: the learner's, or the one above while it is not there.
    var commandFolder: String {
        if access(workspace, F_OK) == 0 { return workspace }
        let parent = workspace.split(separator: "/").dropLast().joined(separator: "/")
        try? Folder.makeParents(of: workspace)
        return "/" + parent
    }

    /// PATH for command lines: first a folder where `docker` and `slipway` are this program.
    var commandPath: String {
        let folder = home + "/bin"
        let path = getenv("PATH").map { String(cString: $0) } ?? "/usr/local/bin:/usr/bin:/bin"
        // The store makes its own folder first: it does not move into one that holds other files.
        _ = try? StoreLocation.path().map { try Store.open(at: $0) }
        mkdir(home, 0o755)
        mkdir(folder, 0o755)
        for name in ["docker", "slipway"] {
            let link = "\(folder)/\(name)"
            let temporary = "\(link).\(getpid())"
            unlink(temporary)
            if symlink(executable, temporary) == 0 { rename(temporary, link) }
        }
        return folder + ":" + path
    }
}
