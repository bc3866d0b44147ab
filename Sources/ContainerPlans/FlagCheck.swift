internal import ArgumentParser
internal import CommandLines
internal import ContainerRuntime

/// Whether `create` takes flags, before there is an image or a container: for files in which they are written down.
public enum FlagCheck {
    /// Why it does not take them, without a full stop; nil where it does.
    ///
    /// What depends on the machine is not looked at, such as a container or a network that a flag names.
    public static func refusal(of flags: [String]) -> String? {
        let words: String
        do {
            try check(try RunOptions.parse(try RunFlags.normalized(flags + ["image"])))
            return nil
        } catch let error as RuntimeError {
            words = error.message
        } catch let error as CommandLineFault {
            words = error.description
        } catch let error as ContainerFault {
            words = "\(error)"
        } catch {
            words = RunOptions.message(for: error)
        }
        return words.hasSuffix(".") ? String(words.dropLast()) : words
    }

    private static func check(_ options: RunOptions) throws {
        _ = try LimitPlan.rights(options.limits)
        _ = try LimitPlan.resources(options.limits)
        _ = try options.files.shmSize.map { try LimitPlan.size($0, for: "--shm-size") }
        _ = try MountPlan.asked(options.files)
        try NetworkPlan.checkNames(options.network)
        _ = try options.workdir.map { try ContainerPlan.workingFolder($0) }
        _ = try options.life.stopSignal.map { try Signals.number($0) }
        var settings = ContainerSettings()
        try LifePlan(options).apply(to: &settings)
        guard let name = options.name, !ContainerName.isValid(name) else { return }
        throw ValidationError(ContainerName.refusal(of: name))
    }
}
