extension Lesson {
    /// The workspace's files before a step: the files at the beginning, with the changes that the earlier steps'
    /// solutions write. Changes by their command lines are not included.
    public func files(before step: Int) -> [String: [UInt8]] {
        var files = start
        for (index, step) in steps.prefix(step).enumerated() {
            let solved = self.files(after: index)
            for action in step.solution {
                switch action {
                case .write(let path): files[path] = solved[path]
                case .delete(let path): files[path] = nil
                case .run, .build, .start, .stop, .fetch, .answer, .predict: continue
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
            case .run, .build, .start, .stop, .fetch, .answer, .predict: continue
            }
        }
        return paths
    }

    /// The arguments of the `docker run` that is under way at the beginning of a step; for the number of steps, at the lesson's
    /// end. Nil where no container runs then.
    public func container(before step: Int) -> String? {
        var running: String?
        for action in steps.prefix(step).flatMap(\.solution) {
            switch action {
            case .start(let arguments): running = arguments
            case .stop: running = nil
            case .write, .delete, .run, .build, .fetch, .answer, .predict: continue
            }
        }
        return running
    }
}
