public import LessonFormat
public import Surroundings

extension Workplace {
    /// Where a lesson is worked on. One with a registry has logins of its own, so that it neither sees nor changes what
    /// the user has in `~/.docker`.
    ///
    /// - Parameters:
    ///   - workspace: as for every workplace.
    ///   - home: likewise.
    public init(of lesson: Lesson, workspace: String, home: String, in surroundings: Surroundings) {
        guard lesson.registry != nil else {
            self.init(workspace: workspace, home: home, in: surroundings)
            return
        }
        let folder = RegistryFolder(of: lesson, below: surroundings.absolute(home))
        self.init(
            workspace: workspace, home: home,
            in: surroundings.with("DOCKER_CONFIG", folder.logins).with("REGISTRY", folder.path))
    }
}

/// The files of a lesson's registry: what it holds, who is let in, and the certificate by which it is known.
struct RegistryFolder {
    /// Absolute path.
    let path: String

    init(of lesson: Lesson, below home: String) {
        path = home + "/registries/" + lesson.id
    }

    /// Where `docker login` of the learner's own machine keeps what it was given.
    var logins: String { path + "/logins" }
    /// Of the authority that signed the registry's certificate.
    var certificate: String { path + "/ca.crt" }
    var settings: String { path + "/config.yml" }
    var log: String { path + "/log" }
    /// Held by the process that runs the registry.
    var lock: String { path + "/lock" }
}

/// Another machine of a lesson: a store, a folder and logins of its own, and the command `on-NAME`.
struct OtherMachine {
    let name: String
    /// Of the learner's own store.
    let home: String

    /// Its store: absolute path.
    var store: String { "\(home)/machines/\(name)" }
    var logins: String { store + "/logins" }
    private var folder: String { store + "/folder" }

    /// The folders that its commands need.
    var folders: [String] { [folder, logins] }

    /// A command line is performed on it by this.
    var script: String {
        """
        #!/bin/sh
        # Another machine of a lesson: what is called so has a store, a folder and logins of its own, and no docker's daemon.
        export SLIPWAY_ENGINE=own SLIPWAY_HOME=\(Self.quoted(store)) DOCKER_CONFIG=\(Self.quoted(logins))
        cd \(Self.quoted(folder)) && exec "$@"

        """
    }

    private static func quoted(_ text: String) -> String { "'" + text.replacing("'", with: "'\\''") + "'" }
}
