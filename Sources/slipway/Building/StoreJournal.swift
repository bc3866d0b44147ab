import BuildJournal
import ImageStore
import SystemPackage

extension Store {
    /// What the last builds did.
    var journal: JournalFolder { JournalFolder(path: path.appending("builds").string) }
}

extension JournalFolder {
    /// That of this user's store, which need not be there yet; nil where there is no place for one.
    static var ofThisUser: JournalFolder? {
        StoreLocation.path().map { JournalFolder(path: $0.appending("builds").string) }
    }
}
