internal import ArgumentParser
public import CommandLines

extension BuildOptions {
    /// Refuses values that are valid for docker's builders but that Slipway does not support. The message names each.
    ///
    /// - Throws: `ValidationError` for the first such value.
    public func checkValues() throws {
        if let refusal { throw ValidationError(refusal) }
    }

    private var refusal: String? {
        if !["default", ""].contains(builder) { return "no builder \"\(builder)\" found: there is one, `default`" }
        if !["build", "check", "lint", "outline", "targets"].contains(call) {
            return "--call=\(call) is not offered: build, check, outline and targets are."
        }
        for (name, value) in [("provenance", provenance), ("sbom", sbom)] {
            if !["false", "0", "f"].contains(value?.lowercased() ?? "false") {
                return
                    "--\(name): no statement about the build is attached to images here. Say --\(name)=false, or leave it out."
            }
        }
        if let entitlement = allow.first(where: { $0 != "network.host" }) {
            return "--allow \(entitlement): RUN is confined as Docker's default is, and that is not changed."
        }
        if !["text", "json"].contains(format) { return "--format \(format): it is text or json." }
        if format != BuildOptions.standardFormat, !dryRun, !twice {
            return "--format says how --dry-run answers; a build's own events are --progress rawjson."
        }
        if !["default", "host", "none"].contains(network) {
            return "--network \(network): RUN has the host's network or none: default, host, none."
        }
        return nil
    }
}
