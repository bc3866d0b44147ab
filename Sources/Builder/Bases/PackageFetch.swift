internal import ImageFormat
internal import Glibc
internal import Processes

/// Fetches Debian packages and makes one archive of what is in them; nothing in them is executed.
struct PackageFetch {
    let recipe: StandInRecipe
    let cancellation: Cancellation
    /// A folder in memory to unpack in; nil where there is too little of it.
    let memory: String?

    /// Makes `packages.tar` in a folder.
    func run(into folder: String, _ progress: (BaseActivity) -> Void) throws(StepError) {
        for tool in PackageScript.tools where ProgramPaths.find(tool) == nil { throw .base(.missingTool(tool)) }
        guard HostNetwork.hasRoute else {
            throw .base(.packages(recipe.reference.familiar, output: "there is no network."))
        }
        let words = ["/bin/sh", "-c", PackageScript.text, "sh", memory ?? folder, folder + "/packages.tar"]
        let names = [recipe.packages, recipe.omissions].map { $0.joined(separator: " ") }
        let arguments = words + names + recipe.removals.map { "--exclude=./" + $0 }
        var report = PackageReport()
        let outcome = try HostCommand.run(arguments, cancellation: cancellation) { line in
            if report.take(line) { progress(report.activity) }
        }
        guard !cancellation.isCancelled else { throw .cancelled }
        guard outcome == .ended(.exited(0)) else {
            throw .base(.packages(recipe.reference.familiar, output: report.fault))
        }
    }
}

/// What the script has said so far.
struct PackageReport {
    private(set) var activity = BaseActivity("reading the lists of packages")
    private var count: Int64?
    private var error: String?
    private var last = ""

    /// The first error that it told; else its last words, which are those of a program that knows no such form.
    var fault: String { error ?? last }

    /// Whether a line says how far the work is.
    mutating func take(_ line: String) -> Bool {
        if line == "D" {
            activity.completed += 1
            return true
        }
        last = line
        let words = String(line.dropFirst(3))
        switch line.prefix(3) {
        case "I: ":
            activity = BaseActivity(words)
            // Only while packages come is there a number to be reached.
            (activity.total, count) = (count, nil)
            return true
        case "T: ": count = Int64(words)
        case "E: ": error = error ?? line
        default: break
        }
        return false
    }
}
