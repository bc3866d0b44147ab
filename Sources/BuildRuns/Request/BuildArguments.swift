internal import ArgumentParser
public import Builder
public import CommandLines
internal import Commands
internal import Files
internal import Glibc
public import ImageFormat
public import ImageStore
public import Surroundings

/// Makes the request for the builder out of the command line of a build.
public struct BuildArguments {
    private let options: BuildOptions
    private let context: GivenContext
    private let surroundings: Surroundings

    /// Reads a context or a Dockerfile from standard input, or fetches a repository, where the options ask for that.
    public init(_ options: BuildOptions, store: Store, in surroundings: Surroundings) throws {
        self.options = options
        self.surroundings = surroundings
        context = try GivenContext(options, store: store, in: surroundings)
    }

    /// The request for the builder.
    ///
    /// - Throws: `ValidationError` for a value that is not valid, `CommandFailure` for what cannot be read.
    public func request() throws -> BuildRequest {
        var request = BuildRequest(
            dockerfile: try dockerfile(), context: context.folder, shownContext: options.path,
            tags: try options.tag.map(Self.reference), target: options.target, arguments: try pairs(options.buildArg),
            labels: try pairs(options.label), platform: try platform(), ignoresCache: options.noCache,
            uncachedStages: Set(options.noCacheFilter), secrets: try secrets(),
            hasNetwork: options.network != "none" && !surroundings.isOffline,
            sourceDate: try sourceDate())
        request.contextIdentity = context.identity
        for text in options.cacheFrom {
            switch try CacheOption(text, isSource: true) {
            case .folder(let folder): request.cacheSources.append(folder)
            case .registry(let reference, _): request.registryCacheSources.append(reference)
            case .inline: break
            }
        }
        for text in options.cacheTo {
            switch try CacheOption(text, isSource: false) {
            case .folder(let folder): request.cacheDestinations.append(folder)
            case .registry(let reference, let takesAllStages):
                request.registryCacheDestinations.append(
                    RegistryCacheDestination(reference: reference, takesAllStages: takesAllStages))
            case .inline: request.keepsInlineCache = true
            }
        }
        request.pulls = options.pull
        request.stopsBefore = options.stopBefore
        request.mayFetch = !surroundings.isOffline
        request.agentSocket = surroundings.agentSocket
        return request
    }

    private func dockerfile() throws -> BuildRequest.DockerfileSource {
        if case .stream(let stream) = context, let text = stream.dockerfile { return .text(text) }
        if context.identity != nil, options.file != "-" {
            let name = options.file ?? "Dockerfile"
            return .file(path: context.folder + "/" + name, shown: name)
        }
        guard let file = options.file else {
            let folder = options.path == "." ? "" : options.path + "/"
            return .file(path: folder + "Dockerfile", shown: folder + "Dockerfile")
        }
        guard file == "-" else { return .file(path: file, shown: file) }
        return .text(String(decoding: try StandardInput.read(), as: UTF8.self))
    }

    /// The reference that the value of `--tag` names. Throws `ValidationError` for a text that is not a reference.
    public static func reference(_ text: String) throws -> Reference {
        do { return try Reference(text) } catch {
            throw ValidationError("`\(text)` is not a valid name for an image: \(error.description)")
        }
    }

    /// Names and values of `NAME=VALUE`. A `NAME` alone gets its value from the environment.
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
        guard let text = options.platform else { return .host }
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
            try pairs(options.buildArg)["SOURCE_DATE_EPOCH"] ?? surroundings.variables["SOURCE_DATE_EPOCH"]
        guard let text = given, !text.isEmpty else { return nil }
        guard let seconds = Int64(text) else {
            throw ValidationError("SOURCE_DATE_EPOCH must be a number of seconds, not `\(text)`.")
        }
        return seconds
    }

    private func secrets() throws -> [String: [UInt8]] {
        var secrets: [String: [UInt8]] = [:]
        for text in options.secret {
            let fields = try pairs(text.split(separator: ",").map(String.init))
            guard let id = fields["id"] else { throw ValidationError("--secret needs an id: `\(text)`.") }
            secrets[id] = try secret(id, fields)
        }
        return secrets
    }

    /// The value of a secret. As in Docker, an unset variable gives an empty secret, and an ID without a source names a
    /// variable or else a file.
    private func secret(_ id: String, _ fields: [String: String]) throws -> [UInt8] {
        let source = fields["src"] ?? fields["source"]
        let variable = fields["env"] ?? (fields["type"] == "env" ? source ?? id : nil)
        if let variable { return value(ofVariable: variable) ?? [] }
        if let source { return try GivenFile.read(source) }
        return try value(ofVariable: id) ?? GivenFile.read(id)
    }

    private func value(ofVariable name: String) -> [UInt8]? { surroundings.variables[name].map { Array($0.utf8) } }
}
