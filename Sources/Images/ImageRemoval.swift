internal import ArgumentParser
internal import Commands
internal import ContainerRuntime
internal import ImageFormat
public import ImageStore
internal import Printing
internal import SystemPackage

/// The work of `slipway rmi`: removes names, and each image that has no name left.
public struct ImageRemoval {
    private let store: Store
    private let isForced: Bool

    /// - Parameter isForced: whether an image that is given by its ID is removed even if it has several names.
    public init(from store: Store, isForced: Bool) {
        self.store = store
        self.isForced = isForced
    }

    /// Removes what a name or an ID means, and prints each part that was removed.
    public func remove(_ name: String) throws {
        if try unlist(name) { try store.sweepUnlisted() }
    }

    /// Removes what several names or IDs mean. A failure is printed and does not stop the others, but makes the command
    /// fail at the end. The store is searched for unused files only once.
    public func remove(_ names: [String]) throws {
        var isSweepDue = false
        let outcome = Result {
            try OpenedStore.forEach(names) { name in
                do {
                    if try unlist(name) { isSweepDue = true }
                } catch StoreError.noSuchImage(let missing) where isForced {
                    // As in docker, with force an image that is not there is told and is no failure.
                    Complaint.print("\(StoreError.noSuchImage(missing))")
                }
            }
        }
        if isSweepDue { try store.sweepUnlisted() }
        try outcome.get()
    }

    /// - Returns: whether an image was unlisted, so that its files have to be removed afterwards.
    private func unlist(_ name: String) throws -> Bool {
        // Only the index is read, so that an image whose documents are gone can be removed.
        let image = try store.listed(name)
        let wanted = (try? Reference(name))?.withoutIdleTag
        let all = image.allReferences
        let named = wanted.flatMap { wanted in all.first { $0 == wanted } }
        let others = try store.otherManifests(of: image)
        if let named {
            let going = Self.going(with: named, of: image)
            if all.contains(where: { !going.contains($0) }) {
                tell(try store.untag(named), of: image)
                // With the name one of the manifests may have gone.
                return !others.isEmpty
            }
            if isForced, isKeptByEndedContainer(image) {
                // As in docker, an image that an ended container uses loses its name but is kept.
                tell(try store.untag(named), of: image)
                return false
            }
        } else {
            try demandOneName(all, of: image)
        }
        try store.unlist(image, with: others)
        tell(all, of: image)
        ImageEvents.tell("delete", image.id ?? image.manifestDigest, nil, in: store)
        Line.print("Deleted: \(image.id ?? image.manifestDigest)")
        return true
    }

    /// The references that are removed with a name: with the last tag in a repository, also the image's digests there.
    private static func going(with named: Reference, of image: ListedImage) -> [Reference] {
        let own = image.allReferences.filter { $0.repository == named.repository }
        let isLast = named.digest == nil && own.allSatisfy { $0 == named || $0.digest != nil }
        return isLast ? [named] + own.filter { $0.digest != nil } : [named]
    }

    /// Throws unless the image has at most one tag and one repository. Without force, only such an image can be removed
    /// by its ID.
    private func demandOneName(_ all: [Reference], of image: ListedImage) throws {
        let isOne = all.filter { $0.digest == nil }.count < 2 && Set(all.map(\.repository)).count < 2
        guard !isForced, !isOne else { return }
        let names = all.map(\.familiar).joined(separator: ", ")
        let id = (image.id ?? image.manifestDigest).short
        Complaint.print("image \(id) has several names (\(names)): give one of them, or say --force")
        throw ExitCode.failure
    }

    private func tell(_ untagged: [Reference], of image: ListedImage) {
        for reference in untagged {
            ImageEvents.tell("untag", image.id ?? image.manifestDigest, reference.familiar, in: store)
            Line.print("Untagged: \(reference.familiar)")
        }
    }

    /// Whether the image has containers, but none that runs.
    private func isKeptByEndedContainer(_ image: ListedImage) -> Bool {
        let own = ContainerList(store: store.path).all().filter { $0.record.imageID == image.id?.description }
        return !own.isEmpty && !own.contains { $0.hasOwner }
    }
}
