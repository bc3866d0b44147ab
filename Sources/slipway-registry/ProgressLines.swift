import Glibc
import ImageFormat
import Printing
import RegistryClient
import Synchronization

/// Writes a pull's or push's progress as JSON lines, a blob's at most once for each percent of it:
///
///     {"event":"resolved","digest":"sha256:…","blobs":5,"bytes":17825792}
///     {"event":"blob","digest":"sha256:…","completed":65536,"total":3626897}
///     {"event":"known","digest":"sha256:…"}
///     {"event":"present","digest":"sha256:…"}
///     {"event":"uploaded","digest":"sha256:…","bytes":3626897}
///     {"event":"mounted","digest":"sha256:…","from":"team/base"}
///     {"event":"absent","digest":"sha256:…"}
///     {"event":"finished","digest":"sha256:…"}
final class ProgressLines: Sendable {
    private let percent = Mutex<[Digest: Int64]>([:])

    func write(_ progress: PullProgress) {
        switch progress {
        case .resolved(let digest, let blobs, let bytes):
            print([
                "event": .string("resolved"), "digest": .string("\(digest)"), "blobs": .integer(Int64(blobs)),
                "bytes": .integer(bytes),
            ])
        case .blob(let digest, let completed, let total):
            guard isNews(digest, total > 0 ? completed * 100 / total : 100) else { return }
            print([
                "event": .string("blob"), "digest": .string("\(digest)"), "completed": .integer(completed),
                "total": .integer(total),
            ])
        case .known(let digest): print(["event": .string("known"), "digest": .string("\(digest)")])
        }
    }

    func write(_ progress: PushProgress) {
        switch progress {
        case .present(let digest): print(["event": .string("present"), "digest": .string("\(digest)")])
        case .uploaded(let digest, let bytes):
            print(["event": .string("uploaded"), "digest": .string("\(digest)"), "bytes": .integer(bytes)])
        case .mounted(let digest, let repository):
            print([
                "event": .string("mounted"), "digest": .string("\(digest)"), "from": .string(repository),
            ])
        }
    }

    /// Of a blob that is to be added to the layout before the image can be sent.
    func write(absent digest: Digest) {
        print(["event": .string("absent"), "digest": .string("\(digest)")])
    }

    func write(finished digest: Digest) {
        print(["event": .string("finished"), "digest": .string("\(digest)")])
    }

    private func isNews(_ digest: Digest, _ value: Int64) -> Bool {
        percent.withLock { $0.updateValue(value, forKey: digest) != value }
    }

    private func print(_ members: KeyValuePairs<String, JSON?>) {
        // One write a line: lines of blobs that come at once do not mix.
        FetchLine.write(members)
    }
}
