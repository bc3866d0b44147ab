internal import ArgumentParser
public import CommandLines
internal import Commands
public import ContainerPlans
public import ContainerRuntime
internal import ImageFormat
public import ImageStore
internal import Printing
public import Surroundings
internal import SystemPackage

/// What `run` and `create` do first.
public enum Planning {
    /// The plan of a container, with its image at hand.
    public static func plan(
        _ options: RunOptions, _ store: Store, _ list: ContainerList, _ surroundings: Surroundings
    ) throws -> ContainerPlan {
        for flag in options.leftOut {
            Complaint.caution("--\(flag) is left out: a container here is not given what it asks for.")
        }
        do {
            let image = try ImageOnHand(options).find(in: store, surroundings)
            return try ContainerPlan(
                options, image: (image.id, image.config.config), containers: list,
                networks: NetworkList(store: store.path),
                in: surroundings)
        } catch let failure as ContainerFault {
            Complaint.print("\(failure)")
            throw RefusedContainer.status
        }
    }
}
