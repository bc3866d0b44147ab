public import ArgumentParser
internal import ContainerRuntime
internal import Formats
internal import Glibc
internal import ImageFormat
public import ImageStore
internal import Printing
public import Surroundings
internal import SystemPackage

/// The store of this user, for the commands that need one.
public enum OpenedStore {
    /// The help text of `load` and `pull` about the limit on unpacked bytes.
    public static let limitHelp =
        "No layer may unpack to more than 64 GiB; the environment's SLIPWAY_MAX_UNPACKED sets another limit: 500M, 200G."

    /// Runs a command's work. An error of the store becomes a message on standard error and exit status 1, as in
    /// docker.
    ///
    /// With `touchingLayers`, an ordinary user's process enters the user namespace that owns the files of layers, for
    /// which it must have a single thread.
    ///
    /// - Parameter failure: the exit status for an error of the store.
    public static func run(
        in surroundings: Surroundings, touchingLayers: Bool = false, failure: ExitCode = .failure,
        _ body: (Store) throws -> Void
    ) throws {
        if touchingLayers, geteuid() != 0 { try enterNamespaces() }
        guard let path = surroundings.store.map({ FilePath($0) }) else {
            Complaint.print("HOME is not set, so there is no place for the store. Set SLIPWAY_HOME to a folder.")
            throw failure
        }
        do {
            let store = try Store.open(at: path, unpackLimit: surroundings.unpackLimit)
            defer { tellRepairs(of: store) }
            try tellingFaults { try body(store) }
        } catch let error as StoreError {
            Complaint.print("\(error)")
            MeantImage.tell(error, path)
            throw failure
        } catch let error as ReferenceError {
            Complaint.print("\(error)")
            throw failure
        }
    }

    /// Runs the work of a command without a store. A fault of a template or a filter becomes a message in the same way.
    public static func tellingFaults(_ body: () throws -> Void) throws {
        do { try body() } catch let error as TemplateError {
            Complaint.print("template parsing error: \(error)")
            throw ExitCode.failure
        } catch let error as FilterError {
            Complaint.print("\(error)")
            throw ExitCode.failure
        }
    }

    /// Prints what the store found damaged and repaired.
    public static func tellRepairs(of store: Store) {
        for repair in store.takeRepairs() { Complaint.warn("\(repair)") }
    }

    private static func enterNamespaces() throws {
        do {
            _ = try Namespaces.enter()
        } catch {
            Complaint.print("\(error)")
            throw ExitCode.failure
        }
    }

    /// Runs a command's work for each item. A failure does not stop the others, but makes the command fail at the end.
    public static func forEach<Item>(_ items: [Item], _ body: (Item) throws -> Void) throws {
        var failed = false
        for item in items {
            do {
                try body(item)
            } catch {
                guard let words = words(of: error) else { throw error }
                Complaint.print(words)
                failed = true
            }
        }
        if failed { throw ExitCode.failure }
    }

    /// The message for an item's failure; nil for a failure that has to end the command.
    private static func words(of error: any Error) -> PrintableText? {
        switch error {
        case let error as StoreError: "\(error)"
        case let error as ReferenceError: "\(error)"
        case let error as TemplateError: "template parsing error: \(error)"
        case let error as RuntimeError: PrintableText(lines: error.message)
        case let error as NoSuchObject: error.words
        default: nil
        }
    }
}
