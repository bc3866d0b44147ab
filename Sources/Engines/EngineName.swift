public import Surroundings

/// The engine that builds images and runs containers.
public enum EngineName: String, CaseIterable, Sendable {
    /// Slipway itself.
    case own
    /// The Docker of this machine, or a remote one that its client uses.
    case docker

    /// The environment variable that chooses the engine, for this program and all that it starts.
    public static let variable = "SLIPWAY_ENGINE"
}

/// A word that names no engine.
public struct UnknownEngine: Error, Equatable, CustomStringConvertible {
    /// The word as it was written.
    public let word: String

    /// - Parameter word: the word as it was written.
    public init(_ word: String) { self.word = word }

    /// The sentence for the user, with the valid words.
    public var description: String {
        "There is no engine `\(word)`: --engine and \(EngineName.variable) take "
            + EngineName.allCases.map(\.rawValue).joined(separator: " or ") + "."
    }
}

extension Surroundings {
    /// The engine that `SLIPWAY_ENGINE` names; our own where it names none.
    public func engine() throws(UnknownEngine) -> EngineName {
        guard let word = variables[EngineName.variable], !word.isEmpty else { return .own }
        guard let engine = EngineName(rawValue: word) else { throw UnknownEngine(word) }
        return engine
    }

    /// Whether the engine is Docker. A name that is not valid counts as false; `engine()` has refused it before.
    public var usesDocker: Bool { (try? engine()) == .docker }
}
