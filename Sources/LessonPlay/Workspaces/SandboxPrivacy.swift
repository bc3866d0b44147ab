internal import Files
internal import Glibc
public import Surroundings

/// Who may read a checkout's `Sandbox`, which workspaces and backups are in.
public enum SandboxPrivacy {
    /// Keeps other users of the machine out. A `Sandbox` with nothing of a learner's is left as it is: in a checkout for a
    /// whole room others read the recipes in it.
    public static func keep(in surroundings: Surroundings) {
        guard let root = surroundings.variables["SLIPWAY_ROOT"], !root.isEmpty else { return }
        let path = root + "/Sandbox"
        var status = stat()
        guard lstat(path, &status) == 0, status.st_mode & S_IFMT == S_IFDIR, status.st_uid == geteuid(),
            status.st_mode & 0o077 != 0, Folder.namesOrNone(of: path).contains(where: isPrivate)
        else { return }
        chmod(path, status.st_mode & 0o700)
    }

    /// The store, which begins with a dot, lets no other user in by itself.
    private static func isPrivate(_ name: String) -> Bool { name != "Bases" && !name.hasPrefix(".") }
}
