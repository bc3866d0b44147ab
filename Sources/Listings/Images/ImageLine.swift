public import Formats
public import ImageFormat
public import ImageStore
internal import SystemPackage

/// A line of `images`: an image under one of its names.
public struct ImageLine: Sendable {
    /// What a line is about.
    public enum Subject: Sendable {
        case whole(StoredImage)
        /// It can be removed, and says so.
        case damaged(DamagedImage)
    }

    /// The image.
    public let subject: Subject
    /// The name that the line has; nil for an image without one.
    public let reference: Reference?

    /// A line a name; one for an image without a name.
    public static func lines(of image: StoredImage) -> [ImageLine] { lines(of: .whole(image), image.references) }

    /// A line a name of an image that cannot be read any more; one where it has no name.
    public static func lines(of image: DamagedImage) -> [ImageLine] {
        lines(of: .damaged(image), image.listed.references)
    }

    private static func lines(of subject: Subject, _ references: [Reference]) -> [ImageLine] {
        if references.isEmpty { return [ImageLine(subject: subject, reference: nil)] }
        return references.map { ImageLine(subject: subject, reference: $0) }
    }

    /// Nil where the image cannot be read.
    public var image: StoredImage? { if case .whole(let image) = subject { image } else { nil } }

    /// The image's ID; its manifest's digest where the ID is not known.
    public var id: Digest {
        switch subject {
        case .whole(let image): image.id
        case .damaged(let image): image.listed.id ?? image.listed.manifestDigest
        }
    }

    /// As `images` shows it.
    var created: String { image.map { Age.text($0.config.created) } ?? "N/A" }
    var size: String { image.map { ByteCount.text($0.size) } ?? "N/A" }
    /// Seconds since 1970; 0 where that is not known.
    var createdSeconds: Int64 { image?.config.created.flatMap(Age.seconds) ?? 0 }

    var repository: String { reference?.familiarRepository ?? "<none>" }
    var tag: String { reference?.tag ?? "<none>" }
    var digest: String { reference?.digest?.description ?? "<none>" }

    /// That it is damaged, or stands in for another image, or was built on one that does: an image has the labels of its
    /// base.
    public var note: String {
        switch subject {
        case .damaged(let image): return "damaged: " + image.part + " " + image.damage.words
        case .whole(let image):
            guard let original = image.standIn else { return "" }
            let isItself = reference.map { (try? Reference(original)) == $0 } ?? false
            return (isItself ? "stand-in for " : "built on a stand-in for ") + original
        }
    }

    /// Whether a name on the command line asks for this line; without a tag it asks for all tags.
    public func matches(_ wanted: String?) -> Bool {
        guard let wanted else { return true }
        guard let reference else { return false }
        return Wildcard.matches(wanted, reference.familiarRepository) || Wildcard.matches(wanted, reference.familiar)
            || Wildcard.matches(wanted, reference.repository) || Wildcard.matches(wanted, reference.description)
    }

    /// The template of docker's table, with a note where some image has one.
    public static func table(withDigests: Bool, withNotes: Bool) -> String {
        "{{.Repository}}\t{{.Tag}}\t" + (withDigests ? "{{.Digest}}\t" : "") + "{{.ID}}\t{{.CreatedSince}}\t{{.Size}}"
            + (withNotes ? "\t{{.Note}}" : "")
    }

    /// The names of the columns.
    public static let columns: KeyValuePairs = [
        "Containers": "CONTAINERS", "CreatedAt": "CREATED AT", "CreatedSince": "CREATED", "Digest": "DIGEST",
        "ID": "IMAGE ID", "Repository": "REPOSITORY", "SharedSize": "SHARED SIZE", "Size": "SIZE",
        "StandIn": "STAND-IN FOR", "Note": "NOTE", "Tag": "TAG", "UniqueSize": "UNIQUE SIZE", "VirtualSize": "SIZE",
    ]

    /// The fields of a template.
    public func item(id: String) -> TemplateValue {
        .item([
            "Containers": "N/A", "CreatedAt": image?.config.created.map(Age.moment) ?? "N/A", "CreatedSince": created,
            "Digest": digest, "ID": id, "Note": note, "Repository": repository, "SharedSize": "N/A", "Size": size,
            "StandIn": image?.standIn ?? "", "Tag": tag, "UniqueSize": "N/A", "VirtualSize": size,
        ])
    }
}

extension DamagedImage {
    /// Which of its documents is at fault.
    fileprivate var part: String {
        path.lastComponent?.string == listed.manifestDigest.hex ? "its manifest" : "its config"
    }
}

/// Patterns of file names: `*` is any text without `/`, `?` one character.
enum Wildcard {
    static func matches(_ pattern: String, _ text: String) -> Bool {
        let (pattern, text) = (Array(pattern), Array(text))
        var (place, position) = (0, 0)
        var retry: (place: Int, position: Int)?
        while position < text.count {
            if place < pattern.count, pattern[place] == "*" {
                retry = (place, position)
                place += 1
            } else if place < pattern.count,
                pattern[place] == text[position] || (pattern[place] == "?" && text[position] != "/")
            {
                (place, position) = (place + 1, position + 1)
            } else if let star = retry, text[star.position] != "/" {
                retry = (star.place, star.position + 1)
                (place, position) = (star.place + 1, star.position + 1)
            } else {
                return false
            }
        }
        return pattern[place...].allSatisfy { $0 == "*" }
    }
}
