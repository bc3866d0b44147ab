/// Why files could not be taken out of the store.
public enum ExportError: Error, Equatable {
    /// In words.
    case failed(String)
}
