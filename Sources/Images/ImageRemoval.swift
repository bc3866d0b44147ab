internal import ArgumentParser
internal import Commands
internal import ContainerRuntime
internal import ImageFormat
public import ImageStore
internal import Printing
internal import SystemPackage

/// Takes a name away, and an image that has none left.
public struct ImageRemoval {
    private let store: Store
    private let isForced: Bool

    /// - Parameter isForced: whether an image that is given by its ID goes however many names it has.
    public init(from store: Store, isForced: Bool) {
        self.store = store
        self.isForced = isForced
    }

    /// Removes what a name or an ID stands for, and says each part of it.
    public func remove(_ name: String) throws {
        if try unlist(name) { try store.sweepUnlisted() }
    }

    /// Does so with each of several, says what is wrong with one and goes on, and fails at the end if any did. The store is
    /// looked through once.
    public func remove(_ names: [String]) throws {
        var isSweepDue = false
        let outcome = Result { try OpenedStore.forEach(names) { if try unlist($0) { isSweepDue = true } } }
        if isSweepDue { try store.sweepUnlisted() }
        try outcome.get()
    }

    /// - Returns: whether an image went off the list, so that what only it needed is to be swept.
    private func unlist(_ name: String) throws -> Bool {
        // The index knows enough: an image whose documents are gone can be removed.
        let image = try store.listed(name)
        let wanted = try? Reference(name)
        let named = wanted.flatMap { wanted in image.references.first { $0 == wanted } }
        // A digest means one manifest; a name and an ID mean the image, whose other names may stand at other manifests.
        let others = wanted?.digest == nil ? try store.otherManifests(of: image) : []
        let references = image.references + others.flatMap(\.references)
        let id = image.id ?? image.manifestDigest
        if let named, references.count > 1 {
            let keepsManifest = image.references.count > 1
            if keepsManifest { try store.untag(named) } else { try store.unlist(image) }
            ImageEvents.tell("untag", id, named.familiar, in: store)
            Line.print("Untagged: \(named.familiar)")
            return !keepsManifest
        }
        guard named != nil || isForced || references.count < 2 else {
            let names = references.map(\.familiar).joined(separator: ", ")
            Complaint.print("image \(id.short) has several names (\(names)): give one of them, or say --force")
            throw ExitCode.failure
        }
        if isForced, named != nil, isKeptByEndedContainer(image) {
            // As with docker: the container keeps what it is made of, which has no name any more.
            for reference in image.references {
                try store.untag(reference)
                Line.print("Untagged: \(reference.familiar)")
            }
            return false
        }
        try store.unlist(image, with: others)
        for reference in references {
            ImageEvents.tell("untag", id, reference.familiar, in: store)
            Line.print("Untagged: \(reference.familiar)")
        }
        ImageEvents.tell("delete", id, nil, in: store)
        Line.print("Deleted: \(id)")
        return true
    }

    /// Whether containers of the image are there, none of which runs.
    private func isKeptByEndedContainer(_ image: ListedImage) -> Bool {
        let own = ContainerList(store: store.path).all().filter { $0.record.imageID == image.id?.description }
        return !own.isEmpty && !own.contains { $0.hasOwner }
    }
}
