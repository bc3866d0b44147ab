import ArgumentParser
import Files
import FoundationEssentials
import Glibc
import ImageFormat
import Printing
import RegistryClient
import SystemPackage
import Threads

/// Pulls for `slipway`, which runs it as a child process: so the builder neither loads a network stack nor lends it
/// its privileges. Progress comes as JSON lines on standard output; the sentence of a failure on standard error.
@main
struct RegistryProgram: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "slipway-registry",
        abstract: "Fetches images from registries and sends them there, for slipway.",
        subcommands: [Pull.self, Push.self, Reach.self, Login.self, Logout.self, Fetch.self])

    /// What a registry says, and what the command line quotes, is text from outside.
    static func main() {
        // With these signals ignored, a cut connection and a file that may not grow are errors of a system call, which
        // are told in a sentence, and do not end the program.
        signal(SIGPIPE, SIG_IGN)
        signal(SIGXFSZ, SIG_IGN)
        ParentWatch.begin()
        TaskThreads.run(helpers: 2) { await perform() }
    }

    private static func perform() async {
        do {
            var command = try parseAsRoot()
            if var asynchronous = command as? any AsyncParsableCommand {
                try await asynchronous.run()
            } else {
                try command.run()
            }
        } catch {
            let status = exitCode(for: error)
            let words = fullMessage(for: error)
            let stream: StandardStream = status == .success ? .output : .error
            if !words.isEmpty { stream.write(PrintableText(lines: words) + "\n") }
            Glibc.exit(status.rawValue)
        }
    }
}

/// `slipway-registry pull REFERENCE --into FOLDER`: an OCI image layout in FOLDER, whole once its `index.json` is there.
struct Pull: AsyncParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Fetch an image into an OCI image layout.")

    @Argument(help: "The image: NAME[:TAG|@DIGEST].")
    var reference: String

    @Option(help: "The folder of the layout; what an interrupted pull left there is used.")
    var into: String

    @Option(help: "os/architecture[/variant]; this machine's where it is not given.")
    var platform: String?

    @Flag(help: "Fetch the manifest and the config, and of the layers only those that --layer names.")
    var withoutLayers = false

    @Option(help: "With --without-layers: a layer to fetch, by its digest.")
    var layer: [String] = []

    @Option(help: "A file with the diff IDs of layers that need not be fetched, one a line.")
    var known: String?

    func run() async throws {
        let reference = try Reference(reference)
        let platform = try chosenPlatform()
        let client = try await RegistryClient.connected(to: reference.domain)
        let lines = ProgressLines()
        let pull = ImagePull(client: client, into: FilePath(into), layers: try wantedLayers()) { lines.write($0) }
        let digest = try await pull.run(reference, platform: platform)
        lines.write(finished: digest)
    }

    private func wantedLayers() throws -> ImagePull.Layers {
        if withoutLayers { return .only(Set(layer.compactMap { Digest($0) })) }
        guard let known else { return .all }
        let text = String(decoding: try WholeFile.read(known), as: UTF8.self)
        return .besides(diffIDs: Set(text.split(separator: "\n").compactMap { Digest($0) }))
    }

    private func chosenPlatform() throws -> Platform {
        guard let platform else { return .host }
        guard let chosen = Platform(platform) else {
            throw ValidationError("--platform takes os/architecture[/variant], for example linux/amd64")
        }
        return chosen
    }
}

/// `slipway-registry reach DOMAIN`: succeeds if a registry answers, whatever the answer is.
struct Reach: AsyncParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Try whether a registry answers.")

    @Argument(help: "The registry, as names of images have it.")
    var domain: String

    func run() async throws {
        let transport = CurlTransport(
            limits: try TransferLimits(environment: ProcessInfo.processInfo.environment),
            authorities: try Certificates.bundle(for: domain))
        let address = await RegistryAddress.found(domain: domain, by: transport)
        _ = try await transport.send(RegistryRequest(url: address.base + "/v2/")) { _, _ in }
    }
}

/// `slipway-registry push REFERENCE --from FOLDER`: sends the one image of an OCI image layout. Without `finished` at the
/// end it was not sent: what is `absent` is wanted first.
struct Push: AsyncParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Send the image of an OCI image layout to a registry.")

    @Argument(help: "The name that the image gets: NAME[:TAG].")
    var reference: String

    @Option(help: "The folder of the layout.")
    var from: String

    @Option(help: "Another repository of the registry that may have some of the layers.")
    var mount: [String] = []

    @Flag(help: "Where the registry lacks blobs that the layout lacks too, say which, and end well.")
    var tellAbsent = false

    func run() async throws {
        let reference = try Reference(reference)
        let lines = ProgressLines()
        let client = try await RegistryClient.connected(to: reference.domain)
        let push = ImagePush(client: client, from: FilePath(from), mountingFrom: mount) { lines.write($0) }
        do {
            lines.write(finished: try await push.run(reference))
        } catch RegistryError.absent(let digests) where tellAbsent {
            for digest in digests { lines.write(absent: digest) }
        }
    }
}

extension RegistryClient {
    /// The client for a registry, over the network, with the credentials that the user has for it.
    static func connected(to domain: String) async throws -> RegistryClient {
        try await connected(to: domain, with: try CredentialSearch.credentials(for: domain))
    }

    static func connected(to domain: String, with credentials: Credentials?) async throws -> RegistryClient {
        let transport = CurlTransport(
            limits: try TransferLimits(environment: ProcessInfo.processInfo.environment),
            authorities: try Certificates.bundle(for: domain))
        let address = await RegistryAddress.found(domain: domain, by: transport)
        return RegistryClient(transport: transport, address: address, credentials: credentials)
    }
}
