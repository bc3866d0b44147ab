public import ContainerRuntime
internal import Printing

/// Bytes of a container to this process's own outputs.
public enum Passing {
    /// Writes all of them.
    public static func write(_ stream: Runtime.Stream, _ bytes: UnsafeRawBufferPointer) {
        // The container goes on when the reader has gone, as it does with docker.
        (stream == .stdout ? StandardStream.output : .error).write(bytes, as: .programOutput)
    }
}
