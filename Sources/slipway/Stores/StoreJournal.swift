import BuildJournal
import ImageStore
import SystemPackage

extension Store {
    /// What the last builds did.
    var journal: JournalFolder { JournalFolder(ofStoreAt: path.string) }
}
