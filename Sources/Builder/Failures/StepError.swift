internal import ContainerRuntime
internal import BuildPlan
internal import ImageStore

/// Why a step could not be performed.
enum StepError: Error, Equatable {
    case instruction(InstructionError)
    case tree(TreeError)
    case write(WriteError)
    case store(StoreError)
    /// The process of a RUN ended with this status; the end of its output helps to say what to do.
    case command(status: Int32, output: String)
    /// The container could not be started.
    case runtime(RuntimeError)
    /// A program of the host could not be used.
    case host(String)
    case base(BaseError)
    case cancelled
    /// Something that the builder does not do, or a name that the image does not know.
    case refused(message: String, advice: String?)
}
