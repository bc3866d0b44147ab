public import Processes

extension Surroundings {
    /// This program with other words, to be started as a process of its own: it finds these variables, and this store.
    /// Its streams and its life are the caller's to say.
    public func ownProgram(_ words: [String]) -> Program {
        var own = Program([program] + words)
        own.environment = environment
        return own
    }
}
