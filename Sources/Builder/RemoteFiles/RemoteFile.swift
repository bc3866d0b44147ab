internal import BuildPlan
internal import Files
internal import Glibc
internal import ImageFormat
internal import ImageStore
internal import SystemPackage

/// A file that ADD takes from a URL.
struct RemoteFile {
    let url: String
    /// The file as it was fetched; nil while only its checksum is known.
    var file: OpenFile?
    /// Seconds since 1970; 0 where the server does not say.
    var modified: Int64 = 0
    var content: Digest
    var size: Int64 = 0

    /// A descriptor of its own: another build may fetch a newer file under the same name.
    final class OpenFile {
        let descriptor: Int32

        init(_ descriptor: Int32) { self.descriptor = descriptor }

        deinit { close(descriptor) }
    }

    /// The last part of the URL's path, without what follows `?` or `#`.
    var name: String {
        let rest = url.split(separator: "/", omittingEmptySubsequences: false).dropFirst(3).joined(separator: "/")
        let path = rest.prefix { $0 != "?" && $0 != "#" }
        return path.split(separator: "/").last.map(String.init) ?? "__unnamed__"
    }

    /// The input for the cache: the file, and never the time at which it was fetched.
    var input: FileInput { FileInput(path: url, kind: .file, mode: 0o600, content: content) }

    static func isURL(_ source: String) -> Bool {
        ["http://", "https://"].contains { source.lowercased().hasPrefix($0) }
    }

    static func isGit(_ source: String) -> Bool {
        let path = source.prefix { $0 != "#" && $0 != "?" }
        return path.hasSuffix(".git") || ["git@", "git://", "ssh://"].contains { source.hasPrefix($0) }
    }
}

/// Fetches files for ADD, and keeps them in the store with their marks: a file that has not changed is not sent again.
struct RemoteFetch {
    let services: BuildServices

    func file(_ url: String) throws(StepError) -> RemoteFile {
        let place = services.store.path.string + "/" + Downloads.folder(of: url)
        for path in [FilePath(place).removingLastComponent().string, place] {
            guard mkdir(path, 0o700) == 0 || errno == EEXIST else { throw .write(.system(path: path, errno)) }
        }
        let lock = try AssemblyLock(place + "/" + Downloads.lock) { _ in }
        defer { lock.release() }
        try fetch(url, into: place)
        return try kept(url, in: place)
    }

    private func fetch(_ url: String, into place: String) throws(StepError) {
        guard let child = NetworkChild.find() else {
            throw Self.failure(url, "the program slipway-registry is not there")
        }
        guard services.request.mayFetch else { throw Self.failure(url, "there is no network") }
        let file = place + "/file"
        var etag: [UInt8]?
        if access(file, R_OK) == 0 { etag = try? WholeFile.read(place + "/etag", limit: 64 << 10) }
        var answer: JSON?
        do throws(NetworkChild.Failure) {
            let condition = etag.map { ["--etag", String(decoding: $0, as: UTF8.self)] } ?? []
            try child.run(["fetch", url, "--to", file] + condition, cancellation: services.cancellation) { event in
                if event["event"]?.string == "fetched" { answer = event }
            }
        } catch {
            switch error {
            case .cancelled: throw .cancelled
            case .failed(let reason): throw Self.failure(url, reason)
            }
        }
        guard let answer else { return }
        unlink(place + "/etag")
        if let etag = answer["etag"]?.string {
            // Without its mark the file is fetched again the next time, which costs only time.
            try? WholeFile.write(Array(etag.utf8), into: place + "/etag")
        }
        let time = Int(answer["modified"]?.integer ?? 0)
        utimes(file, [timeval(tv_sec: time, tv_usec: 0), timeval(tv_sec: time, tv_usec: 0)])
    }

    private func kept(_ url: String, in place: String) throws(StepError) -> RemoteFile {
        let descriptor = open(place + "/file", O_RDONLY | O_CLOEXEC)
        var status = stat()
        guard descriptor >= 0, fstat(descriptor, &status) == 0 else { throw .tree(.system(path: url, errno)) }
        let file = RemoteFile.OpenFile(descriptor)
        do throws(TreeError) {
            let content = try InputReader.hash(descriptor, path: url)
            return RemoteFile(
                url: url, file: file, modified: Int64(status.st_mtim.tv_sec), content: content,
                size: Int64(status.st_size))
        } catch {
            throw .tree(error)
        }
    }

    private static func failure(_ url: String, _ reason: String) -> StepError {
        .refused(
            message: "ADD could not fetch `\(url)`: \(reason).",
            advice: "Check the address and the network, or put the file beside the Dockerfile and COPY it.")
    }
}
