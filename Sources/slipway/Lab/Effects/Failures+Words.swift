import SystemPackage

extension ChildProcess.Failure {
    var words: String {
        switch self {
        case .pipe(let code): "no pipe could be made: \(Errno(rawValue: code))"
        case .spawn(let program, let code): "\(program) could not be started: \(Errno(rawValue: code))"
        }
    }
}
