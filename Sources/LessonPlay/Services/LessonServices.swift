internal import Files
internal import Glibc
internal import ImageStore
public import LessonFormat
internal import Processes
public import Surroundings
internal import SystemPackage

/// What a lesson needs beside its files while it is open: its registry, and its other machines. They end with this value,
/// and with this process, however that ends.
public final class LessonServices: Sendable {
    private let registry: ServedRegistry?

    /// Starts what the lesson asks for; nothing for most lessons.
    ///
    /// - Throws: `LessonFailure`, with what is missing and how to get it.
    public init(of lesson: Lesson, at place: Workplace) throws {
        for name in lesson.machines {
            try Self.make(OtherMachine(name: name, home: place.home), trusting: lesson, at: place)
        }
        guard let wanted = lesson.registry else {
            registry = nil
            return
        }
        let folder = RegistryFolder(of: lesson, below: place.home)
        try RegistryMaking(folder: folder, registry: wanted, surroundings: place.surroundings).make()
        try Self.trust(folder, wanted, in: [folder.logins])
        try Self.trust(folder, wanted, in: lesson.machines.map { OtherMachine(name: $0, home: place.home).logins })
        registry = try ServedRegistry(folder, port: wanted.port, in: place.surroundings)
    }

    deinit { registry?.stop() }

    /// Ends them now.
    public func stop() { registry?.stop() }

    private static func make(_ machine: OtherMachine, trusting lesson: Lesson, at place: Workplace) throws {
        do {
            // The store makes its own folder first: it does not move into one that holds other files.
            _ = try Store.open(at: FilePath(machine.store))
            for folder in machine.folders { try Folder.make(folder, mode: 0o700) }
            let command = "\(place.commandsFolder)/on-\(machine.name)"
            try WholeFile.replace(command, with: Array(machine.script.utf8))
            guard chmod(command, 0o755) == 0 else {
                throw LessonFailure("\(command) cannot be made a command: \(ErrnoWords.last)")
            }
        } catch let failure as LessonFailure {
            throw failure
        } catch {
            throw LessonFailure("the lesson's machine \(machine.name) cannot be made: \(error)")
        }
    }

    /// Puts the authority's certificate where docker looks for it.
    private static func trust(_ folder: RegistryFolder, _ registry: LessonRegistry, in logins: [String]) throws {
        do {
            let bytes = try WholeFile.read(folder.certificate)
            for folder in logins {
                let path = "\(folder)/certs.d/\(registry.domain)/ca.crt"
                if (try? WholeFile.read(path)) != bytes { try WholeFile.replace(path, with: bytes) }
            }
        } catch { throw LessonFailure("the registry's certificate cannot be kept: \(error)") }
    }
}
