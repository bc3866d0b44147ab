internal import Glibc

/// Where the program's own files are: its checkout, with the recipes of base images and the lessons.
public struct Checkout: Sendable, Equatable {
    /// Absolute path of the folder that holds `Sandbox` and `Lessons`.
    public let root: String

    public init(root: String) { self.root = root }

    /// The root that the launcher sets (`$SLIPWAY_ROOT`), else the nearest folder above the program that holds
    /// `Sandbox/Bases`; nil where there is none.
    static func find(root: String?, program: String) -> Checkout? {
        if let root, !root.isEmpty { return Checkout(root: root) }
        var folder = program
        while let slash = folder.lastIndex(of: "/") {
            folder = String(folder[..<slash])
            if access(folder + "/Sandbox/Bases", R_OK) == 0 { return Checkout(root: folder) }
        }
        return nil
    }

    /// The folder with the recipe of an image's stand-in, such as `Sandbox/Bases/python-3.11-alpine`; nil without one.
    public func recipe(named name: String) -> String? {
        let folder = root + "/Sandbox/Bases/" + name
        return access(folder + "/Dockerfile", R_OK) == 0 ? folder : nil
    }

    /// The folder that lessons' workspaces are in.
    public var sandbox: String { root + "/Sandbox" }
}
