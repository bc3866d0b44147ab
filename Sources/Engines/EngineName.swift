public import Surroundings

/// Who builds images and runs containers.
public enum EngineName: String, CaseIterable, Sendable {
    /// Slipway itself.
    case own
    /// The Docker of this machine, or the one that it leads to.
    case docker

    /// The variable that chooses one, for this program and all that it starts.
    public static let variable = "SLIPWAY_ENGINE"
}

/// A word that names no engine.
public struct UnknownEngine: Error, Equatable, CustomStringConvertible {
    /// As it was written.
    public let word: String

    /// - Parameter word: as it was written.
    public init(_ word: String) { self.word = word }

    /// A sentence with the words that there are.
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

    /// Whether images and containers are Docker's. What is no engine's name is refused where it is read first.
    public var usesDocker: Bool { (try? engine()) == .docker }
}
