import SystemPackage

extension ProjectFiles.Failure {
    var words: String {
        switch self {
        case .tooLarge: "it is larger than an editor can show"
        case .isFolder: "it is not a file"
        case .readOnly: "it is read-only"
        case .system(_, let cause): "\(cause)"
        }
    }
}
