/// The looks that the lab offers.
public enum ThemeName: String, CaseIterable, Hashable, Sendable {
    case dark, light, contrast, none

    public var next: ThemeName {
        let all = Self.allCases
        let index = all.firstIndex(of: self) ?? 0
        return all[(index + 1) % all.count]
    }
}
