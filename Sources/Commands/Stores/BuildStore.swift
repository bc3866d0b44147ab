public import ImageStore
public import Surroundings
internal import SystemPackage

/// Opens the store for builds, or fails with a sentence that says why it cannot be opened.
public enum BuildStore {
    /// Opens the store of this user.
    public static func open(in surroundings: Surroundings) throws -> Store {
        guard let path = surroundings.store else { throw CommandFailure("HOME is not set: where is the store?") }
        do { return try Store.open(at: FilePath(path), unpackLimit: surroundings.unpackLimit) } catch {
            throw CommandFailure("The store \(path) cannot be opened: \(error)")
        }
    }
}
