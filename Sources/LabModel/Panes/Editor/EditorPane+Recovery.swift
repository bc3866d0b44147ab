/// Copies of unsaved texts, against a lab that ends without a word.
extension EditorPane {
    /// What is kept, and what an earlier lab left.
    struct Recovery: Sendable {
        /// Of each file with a copy, the version that the copy has.
        var versions: [String: Int] = [:]
        /// When the last copies were made.
        var time = 0.0
        /// Texts of an earlier lab that nobody has decided on.
        var found: [String: [UInt8]] = [:]
    }

    /// What happens to the copies of texts that are not saved.
    public enum RecoveryEvent: Sendable {
        /// The clock goes on: what changed is kept now and then.
        case tick
        /// The lab ends: nothing is left behind that the learner has saved, or wanted to lose.
        case drop
        case found(String, [UInt8])
        case answer(String, RecoveryAnswer?)
    }

    /// Seconds between two copies.
    private static let recoveryPause = 1.0

    /// Whether a text has changed since its copy was kept, or has one that is no longer needed.
    var isRecoveryDue: Bool { files.contains { Self.keptVersion(of: $0) != recovery.versions[$0.path] } }

    /// Nil where no copy is to be there.
    private static func keptVersion(of tab: EditorTab) -> Int? { tab.isDirty ? tab.version : nil }

    mutating func take(_ event: RecoveryEvent, _ lab: LabContext) -> [Request] {
        switch event {
        case .tick:
            guard !lab.isPresenting, isRecoveryDue, lab.now - recovery.time >= Self.recoveryPause else { return [] }
            recovery.time = lab.now
            return keep()
        case .drop:
            let kept = recovery.versions.keys.sorted()
            recovery.versions = [:]
            return kept.map { .world(.keepRecovery(file: $0, text: nil)) }
        case .found(let path, let text): return found(path, text, lab)
        case .answer(let path, let answer): return self.answer(path, answer)
        }
    }

    private mutating func keep() -> [Request] {
        files.compactMap { tab in
            let version = Self.keptVersion(of: tab)
            guard version != recovery.versions[tab.path] else { return nil }
            recovery.versions[tab.path] = version
            return .world(.keepRecovery(file: tab.path, text: version == nil ? nil : tab.bytes))
        }
    }

    // MARK: The next start

    private mutating func found(_ path: String, _ text: [UInt8], _ lab: LabContext) -> [Request] {
        guard let index = files.firstIndex(where: { $0.path == path }), !files[index].isDirty else { return [] }
        guard files[index].disk ?? [] != text else { return [.world(.keepRecovery(file: path, text: nil))] }
        recovery.found[path] = text
        return lab.hasDialogue ? [] : offer()
    }

    /// One file after the other.
    private func offer() -> [Request] {
        recovery.found.keys.sorted().first.map { [.open(.recovery(file: $0, .takeBack))] } ?? []
    }

    private mutating func answer(_ path: String, _ answer: RecoveryAnswer?) -> [Request] {
        let text = recovery.found.removeValue(forKey: path)
        switch answer {
        case .takeBack:
            guard let text else { return offer() }
            show(file: path)
            change { $0.takeBack(text) }
            return [.focus(.editor), .notice(.recovered(path))] + offer()
        case .throwAway: return [.world(.keepRecovery(file: path, text: nil))] + offer()
        case .later, nil: return offer()
        }
    }
}
