public import BuildPlan
internal import Clocks
internal import Formats
internal import ImageFormat
public import Printing

/// The output of `slipway builds`: all builds that are kept, as a table or as JSON.
public struct BuildList {
    private let builds: [KeptBuild]

    /// A list of builds in the order in which they are shown.
    public init(_ builds: [KeptBuild]) { self.builds = builds }

    /// The list as JSON, one object on each line.
    public var jsonLines: [PrintableText] {
        builds.map { PrintableText(json: String(decoding: JSON.object($0.summary).encoded(), as: UTF8.self)) }
    }

    /// The list as a table whose columns are as wide as their widest cell.
    public var table: PrintableText {
        let head = ["BUILD", "WHEN", "IMAGE", "OUTCOME", "FROM THE CACHE", "TIME"]
        let rows = builds.map { build in
            let steps = build.hits + build.ran.count
            return [
                build.id, build.start.map { Age.text(Timestamp.text(seconds: Int64($0.wallClock))) } ?? "",
                build.start?.tags.first ?? "-", build.outcome, steps > 0 ? "\(build.hits) of \(steps)" : "-",
                Quantity.seconds(build.seconds),
            ]
        }
        let widths = head.indices.map { column in ([head] + rows).map { $0[column].count }.max() ?? 0 }
        let lines = ([head] + rows).map { row -> PrintableText in
            let cells = zip(row, widths).map { $0 + String(repeating: " ", count: max(0, $1 - $0.count)) }
            let line = cells.joined(separator: "   ")
            return "\(String(line[...(line.lastIndex { $0 != " " } ?? line.startIndex)]))\n"
        }
        return lines.joined()
    }
}

extension KeptBuilds {
    /// The builds, beginning with the last one.
    ///
    /// - Parameter count: the most builds that are returned; nil for all.
    public func all(failedOnly: Bool, last count: Int?) -> [KeptBuild] {
        let builds = ids.lazy.map(build).filter { !failedOnly || $0.hasFailed }
        return count.map { Array(builds.prefix($0)) } ?? Array(builds)
    }
}

extension KeptBuild {
    fileprivate var hasFailed: Bool {
        switch result {
        case .failed, .refused: true
        case .succeeded, .stopped, .cancelled, nil: false
        }
    }
}
