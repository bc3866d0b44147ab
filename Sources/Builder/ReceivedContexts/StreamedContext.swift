internal import Files
internal import Glibc
public import ImageStore
internal import SystemPackage

/// The input of `build -`: a tar of the context, packed or not, or a Dockerfile without a context.
public final class StreamedContext {
    /// The context's folder; empty where a Dockerfile came.
    public let folder: String
    /// The Dockerfile that came in place of a tar.
    public let dockerfile: String?
    private let place: TemporaryFolder

    /// Reads an open file to its end.
    public init(_ input: Int32, store: Store) throws(ExportError) {
        do {
            // Files of a tar may belong to anyone.
            try Isolation.enter()
            place = try TemporaryFolder(in: store.path.string)
            folder = place.path + "/context"
            guard mkdir(folder, 0o700) == 0 else { throw StepError.write(.system(path: folder, errno)) }
            dockerfile = try Self.read(input, in: place.path, to: folder, store)
        } catch let error as StepError {
            throw .failed(error.words)
        } catch {
            throw .failed("\(error)")
        }
    }

    deinit { place.remove() }

    private static func read(
        _ input: Int32, in place: String, to folder: String, _ store: Store
    ) throws(StepError) -> String? {
        let spool = open(place + "/stream", O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        guard spool >= 0 else { throw .write(.system(path: place, errno)) }
        defer {
            close(spool)
            unlink(place + "/stream")
        }
        do throws(WriteError) {
            try FileContent.copy(from: input, to: spool, size: 0, path: "standard input")
        } catch {
            throw .write(error)
        }
        guard ArchiveUnpacker(store: store).isArchive(spool) else {
            lseek(spool, 0, SEEK_SET)
            return (try? WholeFile.rest(of: spool, path: "standard input")).map { String(decoding: $0, as: UTF8.self) }
        }
        lseek(spool, 0, SEEK_SET)
        let target = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard target >= 0 else { throw .write(.system(path: folder, errno)) }
        defer { close(target) }
        do { try store.extract(archive: spool, into: target) } catch {
            throw .write(.archive(path: "standard input", error))
        }
        return nil
    }
}
