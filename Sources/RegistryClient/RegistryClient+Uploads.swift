public import ImageFormat

/// How a blob came to be in a repository.
public enum UploadOutcome: Equatable, Sendable {
    case sent
    /// The registry took it over from another of its repositories.
    case mounted(from: String)
}

extension RegistryClient {
    /// Whether the repository has a blob, so that it need not be sent.
    public func hasBlob(_ digest: Digest, of reference: Reference) async throws -> Bool {
        let request = RegistryRequest(method: "HEAD", url: address.blob(reference.path, digest))
        return try await retrying {
            let (response, bytes) = try await document(request)
            switch response.status {
            case 200: return true
            case 404: return false
            default: throw failure(response, bytes, reference)
            }
        }
    }

    /// Takes a blob over from one of `repositories`.
    /// - Returns: the one that had it; nil where none did.
    func takeOver(
        _ digest: Digest, of reference: Reference, from repositories: [String]
    ) async throws -> String? {
        for repository in repositories where repository != reference.path {
            if try await mount(digest, from: repository, of: reference) { return repository }
        }
        return nil
    }

    /// Takes a blob over from one of `repositories`, else sends it in one piece (distribution specification, "Mounting a
    /// blob from another repository", "Pushing a blob monolithically").
    public func upload(
        _ blob: Descriptor, file: String, of reference: Reference, mountingFrom repositories: [String] = []
    ) async throws -> UploadOutcome {
        if let repository = try await takeOver(blob.digest, of: reference, from: repositories) {
            return .mounted(from: repository)
        }
        try await retrying { try await send(blob, file: file, of: reference) }
        return .sent
    }

    /// An answer that is not a mount opens an upload, which the registry forgets by itself.
    private func mount(_ digest: Digest, from repository: String, of reference: Reference) async throws -> Bool {
        let url = address.uploads(reference.path) + "?mount=\(digest)&from=\(repository)"
        return try await retrying { try await document(RegistryRequest(method: "POST", url: url)).0.status == 201 }
    }

    private func send(_ blob: Descriptor, file: String, of reference: Reference) async throws {
        let begin = RegistryRequest(method: "POST", url: address.uploads(reference.path))
        let (opened, reason) = try await document(begin)
        guard opened.status == 202, let location = opened.fields["location"],
            let url = Origin.resolve(location, against: begin.url)
        else { throw failure(opened, reason, reference) }
        guard isSafe(url) else { throw RegistryError.unsafeRedirect(from: address.domain, to: url) }
        let put = RegistryRequest(
            method: "PUT", url: url + (url.contains("?") ? "&" : "?") + "digest=\(blob.digest)",
            fields: ["Content-Type": "application/octet-stream", "Content-Length": "\(blob.size)"], body: .file(file))
        let (response, bytes) = try await document(put)
        guard response.status == 201 else { throw failure(response, bytes, reference) }
    }

    /// Sends a manifest and gives it the reference's tag. Its blobs must be there.
    public func putManifest(_ bytes: [UInt8], type: MediaType, of reference: Reference) async throws {
        let name = reference.tag ?? Digest(of: bytes).description
        let request = RegistryRequest(
            method: "PUT", url: address.manifest(reference.path, name), fields: ["Content-Type": type.name],
            body: .bytes(bytes))
        try await retrying {
            let (response, reason) = try await document(request)
            guard response.status == 201 else { throw failure(response, reason, reference) }
        }
    }
}
