public import BuildJournal
public import ImageStore
internal import SystemPackage

extension Store {
    /// What the last builds did.
    public var journal: JournalFolder { JournalFolder(ofStoreAt: path.string) }
}
