internal import Glibc

/// Where the program's own files are: its checkout, with the recipes of base images and the lessons.
public struct Checkout: Sendable, Equatable {
    /// Absolute path of the folder that holds `Sandbox` and `Lessons`.
    public let root: String

    /// The folder that lessons' workspaces are in: the checkout's own `Sandbox`, or a folder of the user's.
    public let sandbox: String

    /// - Parameter sandbox: nil for the checkout's own.
    public init(root: String, sandbox: String? = nil) {
        self.root = root
        self.sandbox = sandbox ?? root + "/Sandbox"
    }

    /// The root that the launcher sets (`$SLIPWAY_ROOT`), else the nearest folder above the program that holds
    /// `Sandbox/Bases`; nil where there is none.
    static func find(root: String?, program: String, home: String?) -> Checkout? {
        if let root, !root.isEmpty { return Checkout(root: root, home: home) }
        var folder = program
        while let slash = folder.lastIndex(of: "/") {
            folder = String(folder[..<slash])
            if access(folder + "/Sandbox/Bases", R_OK) == 0 {
                // The files of an installed package stay as they are, even if root could write there.
                let isInstalled = access(folder + "/Package.swift", F_OK) != 0
                return Checkout(root: folder, home: home, isInstalled: isInstalled)
            }
        }
        return nil
    }

    /// A user who may not write into the checkout works in a folder at home, which is easy to find there.
    private init(root: String, home: String?, isInstalled: Bool = false) {
        let own = root + "/Sandbox"
        let isUsable = !isInstalled && (access(own, W_OK) == 0 || access(own, F_OK) != 0)
        self.init(root: root, sandbox: isUsable ? nil : home.map { $0 + "/slipway" })
    }

    /// Whether workspaces are in the checkout itself.
    var isOwn: Bool { sandbox == root + "/Sandbox" }

    /// The folder with the recipe of an image's stand-in, such as `Sandbox/Bases/python-3.11-alpine`; nil without one.
    public func recipe(named name: String) -> String? {
        let folder = root + "/Sandbox/Bases/" + name
        return access(folder + "/Dockerfile", R_OK) == 0 ? folder : nil
    }
}
