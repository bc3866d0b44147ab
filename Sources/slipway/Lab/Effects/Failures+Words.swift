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

extension ChildProcess.Failure {
    var words: String {
        switch self {
        case .pipe(let code): "no pipe could be made: \(Errno(rawValue: code))"
        case .spawn(let program, let code): "\(program) could not be started: \(Errno(rawValue: code))"
        }
    }
}
