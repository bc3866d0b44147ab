public import Compose
internal import Files
internal import Glibc
public import Surroundings

/// Which file describes a project, and what it says.
public struct ProjectFile {
    private let path: String?
    private let folder: String?
    private let name: String?
    private let variableFiles: [String]
    private let surroundings: Surroundings

    /// - Parameters:
    ///   - path: the file that was named; otherwise one of docker's names, here or above.
    ///   - folder: the project's folder where it is not the file's.
    ///   - name: the project's.
    ///   - variableFiles: those in place of the folder's `.env`.
    public init(
        path: String?, folder: String?, name: String?, variableFiles: [String], in surroundings: Surroundings
    ) {
        self.path = path
        self.folder = folder
        self.name = name
        self.variableFiles = variableFiles
        self.surroundings = surroundings
    }

    private static let names = ["compose.yaml", "compose.yml", "docker-compose.yml", "docker-compose.yaml"]
    private static let overrides = [
        "compose.override.yaml", "compose.override.yml", "docker-compose.override.yml", "docker-compose.override.yaml",
    ]

    /// The project, and sentences about what is not as it should be.
    ///
    /// - Throws: `TextFault`; `ComposeEnding` where there is no file.
    public func read() throws -> ProjectReader.Found {
        let file = try place()
        let folder = try self.folder.map { surroundings.absolute($0) } ?? Self.folder(of: file)
        let text = try Self.text(of: file)
        let variables = try variables(in: folder)
        let files = ComposeFiles(folder: folder, variables: variables) { path in
            (try? WholeFile.read(path, limit: 1 << 20)).map { String(decoding: $0, as: UTF8.self) }
        }
        let given = name ?? variables["COMPOSE_PROJECT_NAME"].flatMap { $0.isEmpty ? nil : $0 }
        return try ProjectReader(file: file, name: given, files: files).read(text)
    }

    private func place() throws -> String {
        if let path = path ?? surroundings.variables["COMPOSE_FILE"].flatMap({ $0.isEmpty ? nil : $0 }) {
            guard path != "-" else { return "/dev/stdin" }
            guard let real = realpath(surroundings.absolute(path), nil) else {
                throw ComposeEnding.failed("There is no file \(path).")
            }
            defer { free(real) }
            return String(cString: real)
        }
        var folder = surroundings.folder ?? "/"
        while true {
            let found = Self.names.map { folder + "/" + $0 }.filter { access($0, R_OK) == 0 }
            if let first = found.first {
                try Self.refuseOverrides(in: folder)
                return first
            }
            guard folder != "/", let end = folder.lastIndex(of: "/") else {
                throw ComposeEnding.failed(
                    "no configuration file provided: not found (\(Self.names.joined(separator: ", ")))")
            }
            folder = end == folder.startIndex ? "/" : String(folder[..<end])
        }
    }

    /// Docker would read a second file; to leave it out silently would run something else.
    private static func refuseOverrides(in folder: String) throws {
        guard let other = overrides.first(where: { access(folder + "/" + $0, F_OK) == 0 }) else { return }
        throw ComposeEnding.failed(
            "\(other) is there, too: Docker merges two files, and one is read here. Write both into one, or name one by -f."
        )
    }

    private static func folder(of file: String) throws -> String {
        guard let end = file.lastIndex(of: "/"), end != file.startIndex else { return "/" }
        return String(file[..<end])
    }

    private static func text(of file: String) throws -> String {
        do {
            let bytes =
                try file == "/dev/stdin"
                ? WholeFile.rest(of: 0, path: "standard input", limit: 1 << 20) : WholeFile.read(file, limit: 1 << 20)
            guard let text = String(validating: bytes, as: UTF8.self) else {
                throw ComposeEnding.failed("\(file) is not text in UTF-8.")
            }
            return text
        } catch let error as FileError {
            throw ComposeEnding.failed("\(error)")
        }
    }

    /// What the file's texts may name: the environment's variables, before those of `.env`.
    private func variables(in folder: String) throws -> [String: String] {
        var found: [String: String] = [:]
        let own = surroundings.variables
        for file in variableFiles.isEmpty ? [folder + "/.env"] : variableFiles.map({ surroundings.absolute($0) }) {
            guard let bytes = try? WholeFile.read(file, limit: 1 << 20) else {
                if variableFiles.isEmpty { continue }
                throw ComposeEnding.failed("There is no file \(file), or it cannot be read.")
            }
            let above = found
            let lines = try VariableLines(String(decoding: bytes, as: UTF8.self), file: file) { own[$0] ?? above[$0] }
            for (name, value) in lines.entries { found[name] = value ?? own[name] }
        }
        return found.merging(own) { _, own in own }
    }
}
