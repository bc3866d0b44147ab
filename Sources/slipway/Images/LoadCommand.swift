import ArgumentParser
import Glibc
import ImageFormat
import ImageStore
import Printing
import Surroundings
import SystemPackage

/// `slipway load`: the images of an archive.
struct LoadCommand: SurroundedCommand {
    static let configuration = CommandConfiguration(
        commandName: "load",
        abstract: "Load images from an archive: docker's or OCI's, packed or not, or a folder in OCI's layout.",
        discussion: OpenedStore.limitHelp)

    @Option(name: [.short, .long], help: "The file or folder to read; otherwise standard input.")
    var input: String?

    @Option(help: "A name for the image, in place of the one that it brings along. For folders.")
    var tag: String?

    @Flag(name: [.short, .long], help: "Print nothing but what was loaded.")
    var quiet = false

    func run(in surroundings: Surroundings) throws {
        try OpenedStore.run(in: surroundings, touchingLayers: true) { store in
            for loaded in try load(into: store) {
                ImageEvents.tell("load", loaded.image.id, loaded.references.first?.familiar, in: store)
                if loaded.references.isEmpty { print("Loaded image ID: \(loaded.image.id)") }
                for reference in loaded.references { print("Loaded image: \(reference.familiar)") }
            }
        }
    }

    private func load(into store: Store) throws -> [LoadedImage] {
        guard let input else {
            guard isatty(STDIN_FILENO) == 0 else {
                throw ValidationError("Nothing to load: say --input FILE, or redirect an archive to standard input.")
            }
            return try store.load(archive: STDIN_FILENO)
        }
        if DirectoryTest.isDirectory(input) {
            return try store.load(layout: FilePath(input), as: try tag.map { [try Reference($0)] } ?? [])
        }
        do {
            let file = try FileDescriptor.open(input, .readOnly)
            return try file.closeAfter { try store.load(archive: file.rawValue) }
        } catch let error as Errno {
            Complaint.print("\(input) cannot be read: \(error)")
            throw ExitCode.failure
        }
    }
}

/// What a path is.
enum DirectoryTest {
    static func isDirectory(_ path: String) -> Bool {
        var status = stat()
        return stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
    }
}
