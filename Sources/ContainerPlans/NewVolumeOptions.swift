public import ArgumentParser
internal import ContainerRuntime

/// What `volume create` can be asked for, with docker's spellings.
public struct NewVolumeOptions: ParsableArguments, Sendable {
    @Option(name: .shortAndLong, help: "Only local is offered.")
    public var driver = "local"

    @Option(parsing: .unconditionalSingleValue, help: "A label, as NAME=VALUE.")
    public var label: [String] = []

    @Option(name: [.short, .long], parsing: .unconditionalSingleValue, help: "Options of drivers: none are offered.")
    public var opt: [String] = []

    @Argument(help: "Its name; one that is free otherwise.")
    public var name: String?

    /// With what holds where nothing is said.
    public init() {}

    /// Refuses what a folder of the store cannot be, and names that docker does not take.
    public func validate() throws {
        guard driver == "local" else { throw ValidationError("--driver \(driver): only local volumes are offered.") }
        guard opt.isEmpty else {
            throw ValidationError("--opt \(opt[0]): a volume is a folder of the store here, and has no options.")
        }
        if let name, !VolumeList.isValid(name) {
            throw ValidationError(
                "\(name) is not a valid name for a volume: letters, digits, `_`, `.` and `-`, at least two of them.")
        }
    }
}
