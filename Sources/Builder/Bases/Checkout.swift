internal import Glibc

/// Where the program's own files are: its checkout, with the recipes of base images and the lessons.
public struct Checkout: Sendable {
    /// Absolute path of the folder that holds `Sandbox` and `Lessons`.
    public let root: String

    public init(root: String) { self.root = root }

    /// `$SLIPWAY_ROOT`, which the launcher sets, else the nearest folder above the executable that holds
    /// `Sandbox/Bases`; nil where there is none.
    public static func find() -> Checkout? {
        if let root = getenv("SLIPWAY_ROOT").map({ String(cString: $0) }), !root.isEmpty { return Checkout(root: root) }
        guard let executable = realpath("/proc/self/exe", nil) else { return nil }
        defer { free(executable) }
        var folder = String(cString: executable)
        while let slash = folder.lastIndex(of: "/") {
            folder = String(folder[..<slash])
            if access(folder + "/Sandbox/Bases", R_OK) == 0 { return Checkout(root: folder) }
        }
        return nil
    }

    /// The folder with the recipe of an image's stand-in, such as `Sandbox/Bases/python-3.11-alpine`; nil without one.
    func recipe(named name: String) -> String? {
        let folder = root + "/Sandbox/Bases/" + name
        return access(folder + "/Dockerfile", R_OK) == 0 ? folder : nil
    }
}
