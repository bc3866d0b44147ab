public import BuildJournal
public import ImageStore
internal import SystemPackage

extension Store {
    /// The journals of the last builds.
    public var journal: JournalFolder { JournalFolder(ofStoreAt: path.string) }
}
