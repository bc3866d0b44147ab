extension Lesson {
    /// The workspace's files before a step: what the learner begins with, changed by the solutions of the steps above it.
    /// What their command lines did to files is not known here.
    public func files(before step: Int) -> [String: [UInt8]] {
        var files = start
        for (index, step) in steps.prefix(step).enumerated() {
            let solved = self.files(after: index)
            for action in step.solution {
                switch action {
                case .write(let path): files[path] = solved[path]
                case .delete(let path): files[path] = nil
                default: continue
                }
            }
        }
        return files
    }

    /// Paths of the files that a step is about: those that its solution writes or removes, and the one that it opens.
    public func subjects(of step: Int) -> Set<String> {
        guard steps.indices.contains(step) else { return [] }
        var paths = Set([steps[step].opens].compactMap { $0 })
        for action in steps[step].solution {
            switch action {
            case .write(let path), .delete(let path): paths.insert(path)
            default: continue
            }
        }
        return paths
    }
}
