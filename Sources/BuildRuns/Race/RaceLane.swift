internal import BuildPlan
internal import Builder
internal import Commands
internal import Files
internal import Glibc
internal import ImageStore
internal import Processes
internal import Surroundings

/// One side of a race: a Dockerfile with a copy of its folder.
struct RaceLane {
    let name: String
    private let dockerfile: String
    /// The path of the copy, which is removed after the race.
    private let folder: String

    /// - Parameter place: the path of a folder or a Dockerfile.
    init(_ place: String, in surroundings: Surroundings) throws {
        name = place
        var status = stat()
        guard stat(place, &status) == 0 else {
            throw CommandFailure("There is neither a folder nor a file `\(place)`.")
        }
        let isFolder = status.st_mode & S_IFMT == S_IFDIR
        let slash = place.lastIndex(of: "/")
        let source = isFolder ? place : slash.map { String(place[..<$0]) } ?? "."
        dockerfile = isFolder ? "Dockerfile" : slash.map { String(place[place.index(after: $0)...]) } ?? place
        var template = Array((surroundings.temporaryFolder + "/slipway-race-XXXXXX").utf8CString)
        guard mkdtemp(&template) != nil else {
            throw CommandFailure("\(surroundings.temporaryFolder) cannot be written: \(ErrnoWords.last).")
        }
        folder = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
        try Self.perform(["/bin/cp", "-a", "--", source + "/.", folder])
    }

    func remove() { try? Self.perform(["/bin/rm", "-rf", "--", folder]) }

    /// Adds a line to a file of the copy. The line is random, because a line that an earlier race added would come from
    /// the cache.
    func edit(_ file: String) throws {
        let path = folder + "/" + file
        let bytes: [UInt8]?
        do throws(FileError) { bytes = try WholeFile.readIfPresent(path) } catch { throw CommandFailure("\(error)") }
        guard let bytes else { throw CommandFailure("\(name) has no file `\(file)` that could be edited.") }
        // The number has the same length in every race, so that the layers have the same size.
        let number = UInt64.random(in: 10_000_000_000_000_000_000 ... .max)
        let edited = bytes + Array("\n# edited by slipway race \(number)\n".utf8)
        do throws(FileError) { try WholeFile.replace(path, with: edited) } catch { throw CommandFailure("\(error)") }
    }

    /// Builds the copy in its present state.
    ///
    /// - Parameter tell: called for each event, in order and one at a time, while the build runs.
    func build(
        _ store: Store, _ surroundings: Surroundings, _ cancellation: Cancellation,
        tell: @escaping (TimedBuildEvent) -> Void
    ) -> KeptBuild {
        var request = BuildRequest(
            dockerfile: .file(path: folder + "/" + dockerfile, shown: dockerfile), context: folder, shownContext: name,
            hasNetwork: !surroundings.isOffline)
        request.mayFetch = !surroundings.isOffline
        request.agentSocket = surroundings.agentSocket
        request.contextIdentity = "race of " + name
        var events: [TimedBuildEvent] = []
        _ = Build(request, store: store, checkout: surroundings.checkout, cancellation: cancellation) {
            events.append($0)
            tell($0)
        }.run()
        return KeptBuild(id: name, events)
    }

    private static func perform(_ words: [String]) throws {
        var program = Program(words)
        program.output = .nothing
        program.errors = .nothing
        let status: ExitStatus
        do throws(StartError) { status = try program.start().wait() } catch { throw CommandFailure("\(error)") }
        guard status == .exited(0) else { throw CommandFailure("\(words.joined(separator: " ")) failed.") }
    }
}
