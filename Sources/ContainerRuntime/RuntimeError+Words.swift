internal import SystemPackage

extension RuntimeError {
    /// What happened, in one sentence.
    public var message: String {
        switch self {
        case .namespacesRefused(let error): "This system does not let you make containers without root (\(error))."
        case .tooManyThreads: "The program must enter its namespaces before it starts a second thread."
        case .mapRefused: "newuidmap or newgidmap could not map the user IDs that /etc/subuid and /etc/subgid give you."
        case .noScratchPlace: "There is not a directory below /sys to mount scratch files on."
        case .system(let operation, let error): "Could not \(operation): \(error)."
        case .overlayRefused(let error, let store, let isOverlay):
            isOverlay
                ? "The store \(store) is itself on an overlay, and the kernel does not stack another on it (\(error))."
                : "The kernel does not mount an overlay on the file system of the store \(store) (\(error))."
        case .tooManyLayers(let count, let limit):
            "The image has \(count) layers, and this kernel stacks \(limit) at most."
        case .noRuntime: "Neither crun nor runc is installed."
        case .runtimeFailed(let words): "The container could not be started: \(words)."
        case .commandNotFound(let name): "The image has no program \(name): \(dockersWords ?? "")."
        case .commandNotExecutable(let name): "The program \(name) of the image cannot be executed."
        case .unknownUser(let name): "The image has no user \(name) in /etc/passwd."
        case .unknownGroup(let name): "The image has no group \(name) in /etc/group."
        case .badPort(let text, let reason): "-p \(text): \(reason)."
        case .portTaken(let address, let port, let holder):
            "Port \(port) of \(address) is taken\(holder.map { " by \($0)" } ?? "")."
        case .portForbidden(let port): "Port \(port) is below 1024, and only root may listen there."
        case .noSuchContainer(let name): "No such container: \(name)"
        case .ambiguousContainer(let name): "More than one container has an ID that begins with \(name)."
        case .nameTaken(let name, let id): "The container name \"/\(name)\" is already in use by container \(id)."
        case .notRunning(let name): "Container \(name) is not running."
        case .sharedNetworkGone(let id):
            "The container is to share the network of container \(id.prefix(12)), which was removed."
        case .stillRunning(let name): "Container \(name) is running."
        case .unknownSignal(let name): "There is no signal \(name)."
        case .unknownCapability(let name): "There is no capability \(name)."
        case .isPaused(let name): "Container \(name) is paused already."
        case .isNotPaused(let name): "Container \(name) is not paused."
        case .refusedByOwner(let words): words
        case .noSuchVolume(let name): "No such volume: \(name)"
        case .volumeInUse(let name, let users): "Volume \(name) is in use by \(users.joined(separator: ", "))."
        case .noSuchNetwork(let name): "No such network: \(name)"
        case .networkExists(let name): "A network with the name \(name) is there already."
        case .networkInUse(let name, let users): "Network \(name) is in use by \(users.joined(separator: ", "))."
        case .badNetwork(let name, let reason): "\(name): \(reason)."
        case .corrupt(let path): "The file \(path) cannot be read as the record of a container."
        }
    }

    /// How Docker says it, where scripts look for that.
    public var dockersWords: String? {
        guard case .commandNotFound(let name) = self else { return nil }
        let why = name.contains("/") ? "stat \(name): no such file or directory" : "executable file not found in $PATH"
        return "exec: \"\(name)\": \(why)"
    }

    /// What to do about it, where that is known.
    public var advice: String? {
        switch self {
        case .namespacesRefused:
            """
            Run as root, or allow user namespaces: sysctl -w kernel.unprivileged_userns_clone=1 \
            user.max_user_namespaces=15000, and on Ubuntu kernel.apparmor_restrict_unprivileged_userns=0.
            """
        case .mapRefused: "Check that /etc/subuid and /etc/subgid name you with a range that no one else has."
        case .overlayRefused:
            "Set SLIPWAY_HOME to a folder on an ordinary disk (ext4, xfs, btrfs) or on a tmpfs."
        case .tooManyLayers:
            "Join RUN and COPY instructions, or copy the result into a new stage: `COPY --from=0 / /`. Docker takes 127 layers."
        case .noRuntime: "Install one: apt install crun."
        case .portTaken: "Stop what listens there, or publish another port: -p \(suggestedPort):…"
        case .portForbidden(let port): "Publish a higher port, such as -p \(UInt32(port) + 8000):…"
        case .nameTaken: "Remove that container, or choose another name."
        case .sharedNetworkGone:
            "Remove this container, and make it anew with --network container:NAME of a container that runs."
        case .unknownUser(let name):
            "Make the user in a RUN above USER: adduser -D \(name) (Alpine), useradd \(name) (Debian); or use a number."
        case .stillRunning: "Stop it first, or use rm -f."
        case .unknownCapability: "Their names are those of capabilities(7), with or without CAP_ in front: NET_ADMIN."
        default: nil
        }
    }

    /// The status that the program ends with: docker's 127 and 126 for the container's command, 125 for all else.
    public var exitStatus: Int32 {
        switch self {
        case .commandNotFound: 127
        case .commandNotExecutable: 126
        default: 125
        }
    }

    private var suggestedPort: UInt32 {
        guard case .portTaken(_, let port, _) = self else { return 0 }
        return port < 65_535 ? UInt32(port) + 1 : 8080
    }
}
