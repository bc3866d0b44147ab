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
    /// The tag that the line has; nil for an image without one.
    public let reference: Reference?
    /// What registries have the image under in the line's repository: the one that is shown first.
    private let digests: [Reference]

    /// The lines of an image: one for each tag, one for each repository that has the image without a tag, and one for
    /// an image without any name.
    ///
    /// - Parameter withDigests: whether there is a line for each digest.
    public static func lines(of image: StoredImage, withDigests: Bool = false) -> [ImageLine] {
        lines(of: .whole(image), image.allReferences, withDigests)
    }

    /// The same of an image that cannot be read any more.
    public static func lines(of image: DamagedImage, withDigests: Bool = false) -> [ImageLine] {
        lines(of: .damaged(image), image.listed.allReferences, withDigests)
    }

    private static func lines(of subject: Subject, _ all: [Reference], _ withDigests: Bool) -> [ImageLine] {
        let digests = Dictionary(grouping: all.filter { $0.digest != nil }, by: \.repository)
        let tags = all.filter { $0.digest == nil }
        let bare = Set(digests.keys).subtracting(tags.map(\.repository)).sorted()
        var rows: [(Reference?, [Reference])] = tags.map { ($0, digests[$0.repository] ?? []) }
        for repository in bare { rows.append((nil, digests[repository] ?? [])) }
        if rows.isEmpty { return [ImageLine(subject: subject, reference: nil, digests: [])] }
        return rows.flatMap { (reference, digests) -> [ImageLine] in
            guard withDigests, digests.count > 1 else {
                return [ImageLine(subject: subject, reference: reference, digests: digests)]
            }
            return digests.map { ImageLine(subject: subject, reference: reference, digests: [$0]) }
        }
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

    var repository: String { (reference ?? digests.first)?.familiarRepository ?? "<none>" }
    var tag: String { reference?.tag ?? "<none>" }
    var digest: String { digests.first?.digest?.description ?? "<none>" }

    /// A note that the image is damaged, or that it or its base is a stand-in for another image; empty otherwise.
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
        return ([reference].compactMap(\.self) + digests).contains { name in
            [name.familiarRepository, name.familiar, name.repository, name.description].contains {
                Wildcard.matches(wanted, $0)
            }
        }
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
    ///
    /// - Parameters:
    ///   - space: what the image takes; nil where nobody looked.
    ///   - users: how many containers have it, where somebody looked.
    public func item(id: String, taking space: ImageSpace? = nil, by users: Int = 0) -> TemplateValue {
        .item([
            "Containers": space == nil ? "N/A" : "\(users)",
            "CreatedAt": image?.config.created.map(Age.moment) ?? "N/A", "CreatedSince": created,
            "Digest": digest, "ID": id, "Note": note, "Repository": repository,
            "SharedSize": space.map { ByteCount.text($0.shared) } ?? "N/A", "Size": size,
            "StandIn": image?.standIn ?? "", "Tag": tag, "UniqueSize": space.map { ByteCount.text($0.unique) } ?? "N/A",
            "VirtualSize": size,
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
