extension BuildStart {
    /// Whether the build is a build of a given folder.
    ///
    /// - Parameters:
    ///   - path: the folder's absolute path, without links.
    ///   - names: the references of the images that are built from that folder; empty for any name. They decide where
    ///     the stream does not name its folder and the context was typed as a relative path.
    public func isBuild(of path: String, naming names: Set<String>) -> Bool {
        if let folder { return folder == path }
        if context.hasPrefix("/") { return context == path }
        // A context from standard input or from an address is not a folder.
        if context == "-" || context.contains("://") { return false }
        return names.isEmpty || tags.isEmpty || !names.isDisjoint(with: tags)
    }
}
