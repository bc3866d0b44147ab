import ArgumentParser
import Builder
import CommandLines
import Files
import Glibc
import ImageFormat
import ImageStore
import Surroundings

/// The command line of a build as a request.
struct BuildArguments {
    private let command: BuildOptions
    private let context: GivenContext
    private let surroundings: Surroundings

    init(_ command: BuildOptions, store: Store, in surroundings: Surroundings) throws {
        self.command = command
        self.surroundings = surroundings
        context = try GivenContext(command, store: store, in: surroundings)
    }

    func request() throws -> BuildRequest {
        var request = BuildRequest(
            dockerfile: try dockerfile(), context: context.folder, shownContext: command.path,
            tags: try command.tag.map(Self.reference), target: command.target, arguments: try pairs(command.buildArg),
            labels: try pairs(command.label), platform: try platform(), ignoresCache: command.noCache,
            uncachedStages: Set(command.noCacheFilter), secrets: try secrets(),
            hasNetwork: command.network != "none" && !surroundings.isOffline,
            sourceDate: try sourceDate())
        request.contextIdentity = context.identity
        for text in command.cacheFrom {
            switch try CacheOption(text, isSource: true) {
            case .folder(let folder): request.cacheSources.append(folder)
            case .registry(let reference, _): request.registryCacheSources.append(reference)
            case .inline: break
            }
        }
        for text in command.cacheTo {
            switch try CacheOption(text, isSource: false) {
            case .folder(let folder): request.cacheDestinations.append(folder)
            case .registry(let reference, let takesAllStages):
                request.registryCacheDestinations.append(
                    RegistryCacheDestination(reference: reference, takesAllStages: takesAllStages))
            case .inline: request.keepsInlineCache = true
            }
        }
        request.pulls = command.pull
        request.stopsBefore = command.stopBefore
        request.mayFetch = !surroundings.isOffline
        return request
    }

    private func dockerfile() throws -> BuildRequest.DockerfileSource {
        if case .stream(let stream) = context, let text = stream.dockerfile { return .text(text) }
        if context.identity != nil, command.file != "-" {
            let name = command.file ?? "Dockerfile"
            return .file(path: context.folder + "/" + name, shown: name)
        }
        guard let file = command.file else {
            let folder = command.path == "." ? "" : command.path + "/"
            return .file(path: folder + "Dockerfile", shown: folder + "Dockerfile")
        }
        guard file == "-" else { return .file(path: file, shown: file) }
        return .text(String(decoding: try StandardInput.read(), as: UTF8.self))
    }

    static func reference(_ text: String) throws -> Reference {
        do { return try Reference(text) } catch {
            throw ValidationError("`\(text)` is not a valid name for an image: \(error.description)")
        }
    }

    /// `NAME=VALUE`, or `NAME` alone for the value of the environment.
    private func pairs(_ texts: [String]) throws -> [String: String] {
        var values: [String: String] = [:]
        for text in texts {
            let parts = text.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
            guard let name = parts.first, !name.isEmpty else {
                throw ValidationError("`\(text)` has no name before `=`.")
            }
            if parts.count == 2 {
                values[name] = parts[1]
            } else if let value = surroundings.variables[name] {
                values[name] = value
            }
        }
        return values
    }

    private func platform() throws -> Platform {
        guard let text = command.platform else { return .host }
        guard let platform = Platform(text) else {
            throw ValidationError("`\(text)` is not a valid platform: write it like linux/amd64.")
        }
        guard platform.matches(.host) else {
            throw ValidationError("Slipway builds for this machine only, which is \(Platform.host).")
        }
        return platform
    }

    private func sourceDate() throws -> Int64? {
        let given =
            try pairs(command.buildArg)["SOURCE_DATE_EPOCH"] ?? surroundings.variables["SOURCE_DATE_EPOCH"]
        guard let text = given, !text.isEmpty else { return nil }
        guard let seconds = Int64(text) else {
            throw ValidationError("SOURCE_DATE_EPOCH must be a number of seconds, not `\(text)`.")
        }
        return seconds
    }

    private func secrets() throws -> [String: [UInt8]] {
        var secrets: [String: [UInt8]] = [:]
        for text in command.secret {
            let fields = try pairs(text.split(separator: ",").map(String.init))
            guard let id = fields["id"] else { throw ValidationError("--secret needs an id: `\(text)`.") }
            secrets[id] = try secret(id, fields)
        }
        return secrets
    }

    /// As with Docker, a variable that is not set is an empty secret, and an ID alone names a variable, else a file.
    private func secret(_ id: String, _ fields: [String: String]) throws -> [UInt8] {
        let source = fields["src"] ?? fields["source"]
        let variable = fields["env"] ?? (fields["type"] == "env" ? source ?? id : nil)
        if let variable { return value(ofVariable: variable) ?? [] }
        if let source { return try GivenFile.read(source) }
        return try value(ofVariable: id) ?? GivenFile.read(id)
    }

    private func value(ofVariable name: String) -> [UInt8]? { surroundings.variables[name].map { Array($0.utf8) } }
}
