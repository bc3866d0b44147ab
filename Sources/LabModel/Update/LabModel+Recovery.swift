internal import TextEditing

/// Copies of unsaved texts, against a lab that ends without a word.
extension LabModel {
    /// Seconds between two copies.
    private static let recoveryPause = 1.0

    /// Whether a text has changed since its copy was kept, or has one that is no longer needed.
    var isRecoveryDue: Bool {
        presentation == nil && files.contains { keptVersion(of: $0) != recoveryVersions[$0.path] }
    }

    /// Nil where no copy is to be there.
    private func keptVersion(of tab: EditorTab) -> Int? { tab.isDirty ? tab.version : nil }

    /// What is to be kept or thrown away now.
    mutating func keepRecovery() -> [Effect] {
        guard isRecoveryDue, now - recoveryTime >= Self.recoveryPause else { return [] }
        recoveryTime = now
        return renewRecovery()
    }

    /// At the end nothing is left behind that the learner has saved, or wanted to lose.
    mutating func dropRecovery() -> [Effect] {
        let kept = recoveryVersions.keys.sorted()
        recoveryVersions = [:]
        return kept.map { .keepRecovery(file: $0, text: nil) }
    }

    private mutating func renewRecovery() -> [Effect] {
        files.compactMap { tab in
            let version = keptVersion(of: tab)
            guard version != recoveryVersions[tab.path] else { return nil }
            recoveryVersions[tab.path] = version
            return .keepRecovery(file: tab.path, text: version == nil ? nil : tab.bytes)
        }
    }

    // MARK: The next start

    mutating func recoveryFound(_ path: String, _ text: [UInt8]) -> [Effect] {
        guard let index = files.firstIndex(where: { $0.path == path }), !files[index].isDirty else { return [] }
        guard files[index].disk ?? [] != text else { return [.keepRecovery(file: path, text: nil)] }
        recovered[path] = text
        offerRecovery()
        return []
    }

    /// One file after the other.
    mutating func offerRecovery() {
        guard dialogue == nil, let path = recovered.keys.sorted().first else { return }
        dialogue = .recovery(file: path, .takeBack)
    }

    mutating func answerRecovery(_ path: String, _ answer: RecoveryAnswer?) -> [Effect] {
        let text = recovered.removeValue(forKey: path)
        defer { offerRecovery() }
        switch answer {
        case .takeBack:
            guard let text else { return [] }
            show(file: path)
            layout.show(.editor)
            changeFile { $0.takeBack(text) }
            notice = .recovered(path)
            return []
        case .throwAway: return [.keepRecovery(file: path, text: nil)]
        case .later, nil: return []
        }
    }
}
