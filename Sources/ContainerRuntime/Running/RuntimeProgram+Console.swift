extension RuntimeProgram {
    /// How a terminal of this runtime is had: runc hands its own over only where it does not wait for the end.
    func console(at path: String) -> Console.Kind {
        switch kind {
        case .crun: .received(at: path)
        case .runc: .copied
        }
    }
}
