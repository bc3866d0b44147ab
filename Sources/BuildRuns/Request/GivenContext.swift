internal import ArgumentParser
internal import Builder
internal import CommandLines
internal import Commands
internal import Files
internal import Glibc
internal import ImageStore
internal import Matching
internal import Surroundings

/// The build context that the command line names.
enum GivenContext {
    case folder(String)
    /// A context that was read from standard input: `-`.
    case stream(StreamedContext)
    case repository(GitContext, address: String)

    init(_ options: BuildOptions, store: Store, in surroundings: Surroundings) throws {
        if options.path == "-" {
            guard options.file != "-" else {
                throw ValidationError("The Dockerfile and the context cannot both come on standard input.")
            }
            do { self = .stream(try StreamedContext(STDIN_FILENO, store: store)) } catch ExportError.failed(let reason)
            {
                throw CommandFailure("The build context on standard input cannot be read: \(reason)")
            }
        } else if let address = GitAddress(options.path) {
            self = try Self.fetched(address, named: options.path, store, in: surroundings)
        } else if GitAddress.isPage(options.path) {
            throw CommandFailure(
                "The context \(options.path) is an address of the web. Fetch it first: curl -fL \(options.path) | slipway build -"
            )
        } else {
            try Self.demandFolder(options.path)
            self = .folder(options.path)
        }
    }

    private static func demandFolder(_ path: String) throws {
        var status = stat()
        guard stat(path, &status) == 0 else {
            guard errno == ENOENT || errno == ENOTDIR else { return }
            let names = Folder.namesOrNone(of: ".").filter { Folder.isFolder($0) }
            let near = Spelling.nearest(to: path, among: names).map { "Did you mean \($0)? " } ?? ""
            throw CommandFailure(
                "path \"\(path)\" not found: there is no such folder to build. \(near)The last word of the command is the folder that holds the files, often a dot: `.`"
            )
        }
        guard status.st_mode & S_IFMT != S_IFDIR else { return }
        throw CommandFailure(
            "`\(path)` is not a folder. The last word of the command is the folder that holds the files, often a dot: `.`; a Dockerfile of another name is given with -f."
        )
    }

    private static func fetched(
        _ address: GitAddress, named name: String, _ store: Store, in surroundings: Surroundings
    ) throws -> GivenContext {
        guard !surroundings.isOffline else {
            throw CommandFailure("The context \(name) cannot be fetched: SLIPWAY_OFFLINE is set.")
        }
        do {
            let context = try GitContext(
                url: address.url, reference: address.reference, inner: address.folder, store: store)
            return .repository(context, address: name)
        } catch ExportError.failed(let reason) {
            throw CommandFailure("The context \(name) cannot be fetched: \(reason)")
        }
    }

    /// The path of the folder with the files.
    var folder: String {
        switch self {
        case .folder(let path): path
        case .stream(let stream): stream.folder
        case .repository(let repository, _): repository.folder
        }
    }

    /// The name of the context that is the same in every build. It is needed where the folder is a new one each time;
    /// nil where the folder's own path serves.
    var identity: String? {
        switch self {
        case .folder: nil
        case .stream: "-"
        case .repository(_, let address): address
        }
    }
}
