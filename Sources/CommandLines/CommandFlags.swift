/// The flags of `ps` and of the commands about images and the machine, as docker's reference lists them.
///
/// The notation of a flag is `name`, `name:s` with its short form, `name=` where it takes a value, `name+` for a switch
/// that is on by default, `~name` where it is accepted without an effect, and `!name` where it is refused.
public enum CommandFlags {
    private static let table: [String: String] = [
        "images": "all:a digests filter:f= format= no-trunc quiet:q !tree",
        "ps": "all:a filter:f= format= last:n= latest:l no-trunc quiet:q size:s",
        "history": "format= human:H+ no-trunc quiet:q ~platform=",
        "inspect": "format:f= size:s type=", "image inspect": "format:f= ~platform=",
        "rmi": "force:f ~no-prune ~platform=", "tag": "",
        "save": "output:o= compression= format= ~platform=", "load": "input:i= tag= quiet:q ~platform=",
        "pull": "quiet:q platform= ~disable-content-trust !all-tags:a",
        "push": "all-tags:a quiet:q compression= ~disable-content-trust ~platform=",
        "login": "username:u= password:p= password-stdin", "logout": "",
        "system df": "format= verbose:v", "system prune": "all:a force:f filter= volumes", "info": "format:f=",
        "events": "filter:f= format= since= until=", "version": "format:f=", "image prune": "all:a force:f filter=",
        "builder prune":
            "all:a force:f ~verbose filter= !builder= !keep-storage= !reserved-space= !max-used-space= !min-free-space=",
        "buildx du": "~verbose !builder= !filter= !format=", "buildx ls": "format= ~no-trunc", "buildx version": "",
        "buildx inspect": "~bootstrap", "context ls": "quiet:q format=", "context show": "", "context use": "",
        "context inspect": "format:f=",
    ]

    private static let rows = [containers, networks, volumes].reduce(table) { rows, more in
        rows.merging(more) { row, _ in row }
    }

    /// Commands that have the same flags as another command.
    private static let sameAs = [
        "image ls": "images", "image list": "images", "image rm": "rmi", "image remove": "rmi", "image save": "save",
        "image load": "load", "image pull": "pull", "image push": "push", "image history": "history",
        "image tag": "tag", "system info": "info", "system events": "events", "buildx prune": "builder prune",
        "context list": "context ls",
    ]

    private static let cacheSize =
        "the build cache is kept by its use and not by its size: say how old it may become, --filter until=24h."

    private static let reasons = [
        "tree": "an image here is for one platform, so there is no tree to show.",
        "keep-storage": cacheSize, "reserved-space": cacheSize, "max-used-space": cacheSize,
        "min-free-space": cacheSize,
        "all-tags": "name the tags that you want, one `docker pull` each.",
        "builder": "there is one builder here, `default`: leave it out.",
        "dry-run":
            "`docker compose config` shows what the file comes to, `docker build --dry-run` what a build would do.",
        "lock-image-digests": digests, "resolve-image-digests": digests,
        "models": "they belong to Docker Desktop.",
        "no-env-resolution": "the variables of `env_file` are always shown among those of the service.",
    ]

    private static let digests = "name an image by its digest in the file: `docker images --digests` shows it."

    /// A whole command line, rewritten so that the command's own parser reads it as docker would.
    public static func prepared(_ words: [String]) throws(CommandLineFault) -> [String] {
        for count in [2, 1] where words.count >= count {
            let name = words[..<count].joined(separator: " ")
            guard let flags = rows[sameAs[name] ?? containerNames[name] ?? name] else { continue }
            let normal = try FlagReader.normalized(
                Array(words[count...]), Self.flags(flags), interspersed: true)
            return Array(words[..<count]) + normal
        }
        return words
    }

    static func flags(_ text: String) -> [DockerFlag] {
        text.split(separator: " ").map { word in
            let form: DockerFlag.Form = word.hasSuffix("=") ? .valued : word.hasSuffix("+") ? .standing : .switched
            let parts = word.filter { !"~!=+".contains($0) }.split(separator: ":").map(String.init)
            let meaning: DockerFlag.Meaning =
                switch word.first {
                case "~": .idle
                case "!":
                    .refused(
                        reasons[parts[0]] ?? containerReasons[parts[0]]
                            ?? "it is not offered here; all that is offered is in --help.")
                default: .known
                }
            return DockerFlag(parts[0], parts.count == 2 ? parts[1].first : nil, form, meaning)
        } + [DockerFlag("help", "h", .switched)]
    }
}
