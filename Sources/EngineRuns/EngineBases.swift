internal import Engines
internal import Files
internal import Glibc
internal import ImageFormat
internal import ImageStore
internal import Processes
internal import Surroundings
internal import SystemPackage

/// The base images of a build that our own store has and the engine has not: they are handed over, so that a builder
/// without a registry finds them. What the engine has itself stays the engine's.
struct EngineBases {
    let docker: DockerProgram
    let engine: DockerEngine
    let store: Store
    let surroundings: Surroundings

    /// What was handed over.
    struct Handed {
        /// Remarks for FROM, by the image's familiar name.
        var notes: [String: String] = [:]
        /// Folders in OCI's layout for the builder, by the name in FROM.
        var folders: [String: String] = [:]

        func remove() { for folder in Set(folders.values.map(Self.root)) { Self.removeTree(folder) } }

        private static func root(_ place: String) -> String { String(place.prefix { $0 != "@" }) }

        private static func removeTree(_ path: String) {
            guard let running = try? Program(["rm", "-rf", "--", path]).start() else { return }
            close(running.output)
            close(running.errors)
            _ = running.wait()
        }
    }

    func handOver(_ names: [String]) -> Handed {
        var handed = Handed()
        for name in Set(names).sorted() {
            guard let reference = try? Reference(name) else { continue }
            if !engine.buildsElsewhere, let known = DockerImages(docker).image(reference.familiar) {
                let standIn = known.config?.config.labels[StoredImage.standInLabel]
                handed.notes[reference.familiar] = standIn.map { "stand-in for \($0)" }
                continue
            }
            guard let image = try? store.resolve(name) else { continue }
            if engine.buildsElsewhere {
                guard let place = exported(image, reference) else { continue }
                handed.folders[name] = place
            } else {
                guard loaded(reference) else { continue }
            }
            let standIn = image.standIn.map { "stand-in for \($0), " } ?? ""
            handed.notes[reference.familiar] = standIn + "handed over from Slipway's store"
        }
        return handed
    }

    /// An image as a folder in OCI's layout; with the manifest's digest, since buildx looks for no name in it.
    private func exported(_ image: StoredImage, _ reference: Reference) -> String? {
        let folder = store.path.string + "/tmp/engine-base-\(getpid())-\(image.id.hex.prefix(12))"
        guard
            OwnProgram.run(["save", "--format", "oci-dir", "--output", folder, reference.familiar], in: surroundings),
            let bytes = try? WholeFile.read(folder + "/index.json"), let json = try? JSON(parsing: bytes),
            let digest = json["manifests"]?.elements?.first?["digest"]?.string
        else { return nil }
        return "\(folder)@\(digest)"
    }

    /// `slipway save`, then `docker load`.
    private func loaded(_ reference: Reference) -> Bool {
        let archive = store.path.string + "/tmp/engine-base-\(getpid()).tar"
        defer { unlink(archive) }
        guard OwnProgram.run(["save", "--output", archive, reference.familiar], in: surroundings) else { return false }
        return docker.ask(["load", "--input", archive]).isSuccess
    }
}

/// This program as its own engine, in a process of its own: what touches the files of layers enters a user namespace,
/// from which an ordinary user no longer reaches docker.
enum OwnProgram {
    /// Whether it ended well; what it says goes to standard error.
    static func run(_ words: [String], in surroundings: Surroundings) -> Bool {
        var program = surroundings.with(EngineName.variable, EngineName.own.rawValue).ownProgram(words)
        program.output = .nothing
        program.errors = .descriptor(STDERR_FILENO)
        program.lifetime = .group
        return (try? program.start())?.wait().isSuccess ?? false
    }
}
