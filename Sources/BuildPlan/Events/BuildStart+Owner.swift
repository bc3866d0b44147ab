extension BuildStart {
    /// Whether it is a build of a folder.
    ///
    /// - Parameters:
    ///   - path: absolute, without links.
    ///   - names: references of the images that are built from that folder. They decide where the stream does not say
    ///     which folder it is about, and the context was typed relative; empty for any name.
    public func isBuild(of path: String, naming names: Set<String>) -> Bool {
        if let folder { return folder == path }
        if context.hasPrefix("/") { return context == path }
        // Standard input or an address: nobody's folder.
        if context == "-" || context.contains("://") { return false }
        return names.isEmpty || tags.isEmpty || !names.isDisjoint(with: tags)
    }
}
