internal import Formats
internal import ImageFormat
public import ImageStore
internal import Printing

/// Prints the result of a prune.
public enum PruneWords {
    /// Prints what was removed and how much space that freed.
    public static func show(_ report: PruneReport) {
        for line in lines(report) { Line.print(line) }
    }

    static func lines(_ report: PruneReport) -> [PrintableText] {
        var lines: [PrintableText] = []
        if !report.images.isEmpty || !report.damaged.isEmpty { lines.append("Deleted Images:") }
        for image in report.images {
            lines += image.allReferences.map { "untagged: \($0.familiar)" }
            lines.append("deleted: \(image.id)")
        }
        for image in report.damaged {
            lines += image.listed.allReferences.map { "untagged: \($0.familiar)" }
            lines.append("deleted: \(image.listed.id ?? image.listed.manifestDigest) (it was damaged)")
        }
        if report.records > 0 { lines.append("Deleted build cache records: \(report.records)") }
        if !lines.isEmpty { lines.append("") }
        return lines + ["Total reclaimed space: \(ByteCount.text(report.bytes))"]
    }
}
