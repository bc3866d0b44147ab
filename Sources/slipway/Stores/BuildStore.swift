import ImageStore
import Surroundings
import SystemPackage

/// The store, or a sentence that says why there is none.
enum BuildStore {
    static func open(in surroundings: Surroundings) throws -> Store {
        guard let path = surroundings.store else { throw CommandFailure("HOME is not set: where is the store?") }
        do { return try Store.open(at: FilePath(path)) } catch {
            throw CommandFailure("The store \(path) cannot be opened: \(error)")
        }
    }
}
