public import ImageStore
public import Surroundings
internal import SystemPackage

/// The store, or a sentence that says why there is none.
public enum BuildStore {
    /// Opens the store of this user.
    public static func open(in surroundings: Surroundings) throws -> Store {
        guard let path = surroundings.store else { throw CommandFailure("HOME is not set: where is the store?") }
        do { return try Store.open(at: FilePath(path), unpackLimit: surroundings.unpackLimit) } catch {
            throw CommandFailure("The store \(path) cannot be opened: \(error)")
        }
    }
}
