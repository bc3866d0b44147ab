/// Where the store is: the one place that decides it.
public enum StoreLocation {
    /// `$SLIPWAY_HOME`, else `$XDG_DATA_HOME/slipway`, else `~/.local/share/slipway`; nil where none of them is set and
    /// the user has no home. Relative values of `XDG_DATA_HOME` are ignored, as its specification asks.
    public static func path(environment: (String) -> String?) -> String? {
        if let home = environment("SLIPWAY_HOME"), !home.isEmpty { return home }
        if let data = environment("XDG_DATA_HOME"), data.hasPrefix("/") { return below(data, "slipway") }
        guard let home = environment("HOME"), home.hasPrefix("/") else { return nil }
        return below(home, ".local/share/slipway")
    }

    private static func below(_ folder: String, _ name: String) -> String {
        folder.hasSuffix("/") ? folder + name : folder + "/" + name
    }
}
