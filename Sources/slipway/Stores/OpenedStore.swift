import ArgumentParser
import Builder
import ContainerRuntime
import Formats
import Glibc
import ImageFormat
import ImageStore
import Printing
import Surroundings
import SystemPackage

/// The store of this user, for the commands that need one.
enum OpenedStore {
    /// What `load` and `pull` say of archives that are bombs.
    static let limitHelp =
        "No layer may unpack to more than 64 GiB; the environment's SLIPWAY_MAX_UNPACKED sets another limit: 500M, 200G."

    /// Runs a command's work; what the store refuses becomes a message on standard error and exit status 1, as docker's.
    ///
    /// With `touchingLayers` an ordinary user's process enters the user namespace that owns the files of layers; so it
    /// must still have one thread.
    ///
    /// - Parameter failure: the exit status where the store refuses.
    static func run(
        in surroundings: Surroundings, touchingLayers: Bool = false, failure: ExitCode = .failure,
        _ body: (Store) throws -> Void
    ) throws {
        if touchingLayers, geteuid() != 0 { try enterNamespaces() }
        guard let path = surroundings.store.map({ FilePath($0) }) else {
            Complaint.print("HOME is not set, so there is no place for the store. Set SLIPWAY_HOME to a folder.")
            throw failure
        }
        do {
            let store = try Store.open(at: path)
            defer { tellRepairs(of: store) }
            try tellingFaults { try body(store) }
        } catch let error as StoreError {
            Complaint.print("\(error)")
            NearestImage.tell(error, path)
            throw failure
        } catch let error as ReferenceError {
            Complaint.print("\(error)")
            throw failure
        }
    }

    /// For commands without a store: what is wrong with a template or a filter becomes a message, too.
    static func tellingFaults(_ body: () throws -> Void) throws {
        do { try body() } catch let error as TemplateError {
            Complaint.print("template parsing error: \(error)")
            throw ExitCode.failure
        } catch let error as FilterError {
            Complaint.print("\(error)")
            throw ExitCode.failure
        }
    }

    /// Says what was found damaged and mended on the way.
    static func tellRepairs(of store: Store) {
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

    /// Runs a command's work for each item, goes on after one that fails, and fails at the end if any did.
    static func forEach<Item>(_ items: [Item], _ body: (Item) throws -> Void) throws {
        var failed = false
        for item in items {
            do {
                try body(item)
            } catch let error as StoreError {
                Complaint.print("\(error)")
                failed = true
            } catch let error as ReferenceError {
                Complaint.print("\(error)")
                failed = true
            } catch let error as TemplateError {
                Complaint.print("template parsing error: \(error)")
                failed = true
            } catch let error as RuntimeError {
                Complaint.print(PrintableText(lines: error.message))
                failed = true
            } catch let error as NoSuchObject {
                Complaint.print(error.words)
                failed = true
            }
        }
        if failed { throw ExitCode.failure }
    }
}
