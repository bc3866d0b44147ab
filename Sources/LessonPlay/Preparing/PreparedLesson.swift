internal import Engines
internal import Files
internal import Glibc
internal import ImageFormat
internal import ImageStore
public import LessonFormat
public import Surroundings
internal import SystemPackage

/// A lesson that was rehearsed on this machine: a store of its own with all that its builds need, a workspace, and what
/// both were like at the beginning of every step.
public struct PreparedLesson: Sendable {
    /// The lesson as it is on the shelf now; with other ports where it has been given those.
    public private(set) var lesson: Lesson
    /// Absolute path of its folder.
    public let root: String
    /// Its own store and workspace.
    public let place: Workplace
    /// What the lesson makes in a daemon, where that builds and runs; nil for our own engine.
    let daemon: DaemonLedger?

    private var home: String { place.home }
    private var workspace: String { place.workspace }

    /// Where the preparations of all lessons are, below the learner's own store.
    public static func folder(below home: String) -> String { home + "/prepared" }

    /// Where a lesson's preparation is: each engine has one of its own.
    static func folder(of lesson: Lesson, below home: String, for engine: EngineName = .own) -> String {
        let name = lesson.id.split(separator: "/").joined(separator: "-")
        return "\(folder(below: home))/\(name)" + (engine == .own ? "" : "@\(engine.rawValue)")
    }

    /// Nil where the lesson was not prepared, or has other steps by now.
    ///
    /// - Parameter home: the learner's own store.
    public init?(_ lesson: Lesson, below home: String, in surroundings: Surroundings) {
        let engine = surroundings.usesDocker ? EngineName.docker : .own
        self.init(lesson, root: Self.folder(of: lesson, below: home, for: engine), in: surroundings)
        guard access(state(lesson.steps.count) + "/index.json", R_OK) == 0, (try? WholeFile.read(stamp)) == steps
        else { return nil }
    }

    init(_ lesson: Lesson, root: String, in surroundings: Surroundings) {
        self.lesson = lesson
        self.root = root
        place = Workplace(
            of: lesson, workspace: "\(root)/Sandbox/\(lesson.workspace)", home: root + "/home", in: surroundings)
        daemon = Self.ledger(of: lesson, in: root, surroundings)
    }

    /// The same with ports of this machine that nobody else has. A lesson with a registry has those that it asks for: names of
    /// images and logins of its rehearsal have the registry's in them.
    func withFreePorts() -> PreparedLesson {
        guard lesson.registry == nil else { return self }
        var other = self
        // Nobody has notes of an earlier presentation: a port that is free again is the lesson's.
        other.lesson = WorkspacePorts(of: lesson, at: place).chosenLesson(keepsEarlier: false)
        return other
    }

    private func state(_ step: Int) -> String { "\(root)/states/\(step)" }
    private var stamp: String { root + "/steps" }
    private var steps: [UInt8] { Array(lesson.steps.map(\.id).joined(separator: "\n").utf8) }

    /// What a state keeps of a store. Layers are not in it: they never change, and pruning keeps those that a pin
    /// names.
    private static let memory = "index.json cache lineage inputs builds"
    /// Those of another machine: what its user has beside the store goes with it.
    private static let machineMemory = memory + " logins folder"

    /// The lesson's own store, and those of its other machines, with the folders of a state that keep them.
    func stores(_ step: Int) -> [(store: String, kept: String, memory: String)] {
        [(home, state(step), Self.memory)]
            + lesson.machines.map {
                (OtherMachine(name: $0, home: home).store, "\(state(step))/machines/\($0)", Self.machineMemory)
            }
    }

    /// Keeps how things are as the beginning of a step; the number of steps for the lesson's end.
    func capture(_ step: Int) throws {
        try run(#"rm -rf "$1" && mkdir -p "$1""#, state(step))
        for (store, kept, memory) in stores(step) {
            try run(
                """
                [ -d "$2" ] || exit 0
                mkdir -p "$1/blobs" && cd "$2"
                for name in \(memory); do [ ! -e "$name" ] || cp -a "$name" "$1/"; done
                [ ! -d blobs/sha256 ] || find blobs/sha256 -type f -size -1024k -exec cp -a -t "$1/blobs" {} +
                """, kept, store)
            try captureLayers(of: store, in: kept)
        }
        try run(
            """
            [ ! -d "$3" ] || cp -a "$3" "$1/workspace"
            [ ! -d "$2/registries" ] || tar -C "$2" -cf - \(Self.lasting) registries | tar -C "$1" -xf -
            """, state(step), home, workspace)
        try captureImages(in: state(step))
    }

    private static let layersFile = "/layers"

    /// Keeps which layers the images of a step need: once the last step is captured, an image of an earlier one may be gone.
    private func captureLayers(of store: String, in kept: String) throws {
        guard access(store, F_OK) == 0 else { return }
        let store = try Store.open(at: FilePath(store))
        try keep(Set(try store.images().flatMap { try store.layers(of: $0).map(\.id) }), in: kept)
    }

    private func keep(_ layers: Set<LayerID>, in kept: String) throws {
        let names = layers.map(\.name).sorted().joined(separator: "\n")
        try WholeFile.replace(kept + Self.layersFile, with: Array(names.utf8))
    }

    private func capturedLayers(in kept: String) throws -> Set<LayerID> {
        guard access(kept + Self.layersFile, F_OK) == 0 else { return [] }
        let names = String(decoding: try WholeFile.read(kept + Self.layersFile), as: UTF8.self)
        return Set(names.split(separator: "\n").compactMap { LayerID(String($0)) })
    }

    /// Gives the layers that the states need the IDs that they have in the store of this machine. A layer that is not here
    /// keeps its ID, so that ``finish()`` misses it.
    func renameLayers(_ renamed: [LayerID: LayerID]) throws {
        for step in 0...lesson.steps.count {
            for (_, kept, _) in stores(step) where access(kept + Self.layersFile, F_OK) == 0 {
                try keep(Set(try capturedLayers(in: kept).map { renamed[$0] ?? $0 }), in: kept)
            }
        }
    }

    /// Makes the stores, the registry and the workspace what they were at the beginning of a step, and over Docker the images
    /// of the daemon. The workspace's folder itself stays, so that a shell that is in it stays in it.
    public func restore(_ step: Int) throws {
        if daemon != nil {
            try restoreFiles(0)
            try repeatBuilds(before: step, kept: state(step))
        }
        try restoreFiles(step)
    }

    private func restoreFiles(_ step: Int) throws {
        try run(#"cd "$1""#, state(step))
        for (store, kept, memory) in stores(step) {
            try run(
                """
                [ -d "$2" ] || exit 0
                cd "$2"
                for name in \(memory); do
                    [ ! -e "$1/$name" ] || cp -a "$1/$name" "$name.new"
                    case $name in *.json) if [ -e "$name.new" ]; then mv -f "$name.new" "$name"; else rm -f "$name"; fi ;; *)
                        rm -rf "$name"
                        if [ -e "$name.new" ]; then mv "$name.new" "$name"; else mkdir "$name"; fi ;;
                    esac
                done
                [ ! -d "$1/blobs" ] || cp -an "$1/blobs/." blobs/sha256/
                """, kept, store)
        }
        try run(
            """
            if [ -d "$1/workspace" ]; then
                mkdir -p "$3" && find "$3" -mindepth 1 -delete && cp -a "$1/workspace/." "$3/"
            else
                rm -rf "$3"
            fi
            [ -d "$1/registries" ] || exit 0
            for kept in "$1"/registries/*; do
                folder=$2/registries/${kept##*/}
                rm -rf "$folder/data/docker/registry/v2/repositories" "$folder/logins"
                cp -a "$kept/." "$folder/"
                # The registry reads it anew when its time moves on.
                touch "$folder/accounts"
            done
            """, state(step), home, workspace)
    }

    /// What a state does not keep of a registry: its blobs, which never change and are found only through a name, and
    /// its lock and log.
    private static let lasting = "--exclude=v2/blobs --exclude=registries/*/lock --exclude=registries/*/log"

    /// Says that every state was captured, and keeps every layer that one of them needs.
    ///
    /// - Throws: where one of these layers is gone.
    func finish() throws {
        var layers: [String: Set<LayerID>] = [:]
        for step in 0...lesson.steps.count {
            for (path, kept, _) in stores(step) where access(path, F_OK) == 0 {
                layers[path, default: []].formUnion(try capturedLayers(in: kept))
            }
        }
        // The pin names an image that does not exist, so that every real image can be removed in front of a class.
        let image = Digest(of: Array("prepared".utf8))
        for (path, layers) in layers {
            let store = try Store.open(at: FilePath(path))
            let kept = layers.sorted { $0.name < $1.name }
            for id in kept { _ = try store.layer(id) }
            try store.pin(Pin(name: Self.pinName, image: image, layers: kept))
        }
        try WholeFile.replace(stamp, with: steps)
    }

    /// The arguments of the `docker run` that is under way at the beginning of a step; nil where no container runs then.
    public func container(before step: Int) -> String? { lesson.container(before: step) }

    private func run(_ script: String, _ arguments: String...) throws {
        var said = ""
        let words = ["/bin/bash", "-c", "set -e\n" + script, "slipway"] + arguments
        let status = WorkspaceShell(folder: "/", in: place.surroundings).run(program: words) { lines in
            for line in lines { said += String(decoding: line, as: UTF8.self) + "\n" }
        }
        guard status == 0 else { throw LessonFailure("\(root) cannot be used: \(said)") }
    }
}

extension PreparedLesson {
    /// Removes containers that a killed presentation left. A daemon has others' as well, which stay.
    public func endLeftovers() {
        if let daemon { return daemon.removeContainers() }
        let script = #"ids=$("$0" ps -aq) && [ -z "$ids" ] || "$0" rm -f $ids"#
        let shell = WorkspaceShell(folder: "/", in: place.surroundings)
        _ = shell.run(program: ["/bin/bash", "-c", script, place.program]) { _ in }
    }
}
