internal import Glibc
public import SystemPackage

/// Where the store is: the one place that decides it.
public enum StoreLocation {
    /// `$SLIPWAY_HOME`, else `$XDG_DATA_HOME/slipway`, else `~/.local/share/slipway`; nil where none of them is set and
    /// the user has no home. Relative values of `XDG_DATA_HOME` are ignored, as its specification asks.
    public static func path(environment: (String) -> String?) -> FilePath? {
        if let home = environment("SLIPWAY_HOME"), !home.isEmpty { return FilePath(home) }
        if let data = environment("XDG_DATA_HOME"), data.hasPrefix("/") { return FilePath(data).appending("slipway") }
        guard let home = environment("HOME"), home.hasPrefix("/") else { return nil }
        return FilePath(home).appending(".local/share/slipway")
    }

    /// The store's place by this process's environment.
    public static func path() -> FilePath? {
        path { name in getenv(name).map { String(cString: $0) } }
    }
}
