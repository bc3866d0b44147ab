internal import Settings

/// A text of `slipway help TOPIC`: what is not about one command.
public enum HelpTopic: String, CaseIterable, Sendable {
    case offline, places, settings, statuses, terminal

    /// One line for the list of topics.
    public var title: String {
        switch self {
        case .offline: "How to do without a network."
        case .places: "Where files, images, settings and passwords are."
        case .settings: "All settings and all variables of the environment."
        case .statuses: "What the exit statuses mean."
        case .terminal: "Keys that a terminal keeps for itself, colours, sizes."
        }
    }

    /// The whole text, lines of at most 100 columns.
    public var text: String {
        switch self {
        case .offline: Self.offlineText
        case .places: Self.placesText
        case .settings: Self.settingsText
        case .statuses: Self.statusesText
        case .terminal: Self.terminalText
        }
    }

    /// The list of topics.
    public static var list: String {
        "Topics, each shown by slipway help TOPIC:\n" + rows(allCases.map { ($0.rawValue, $0.title) })
    }

    /// Names and what they mean, in two columns, broken between words.
    static func rows(_ rows: [(name: String, text: String)]) -> String {
        let width = (rows.map(\.name.count).max() ?? 0) + 4
        return rows.map { name, text in
            let lines = wrapped(text, to: 100 - width)
            let first = "  " + name + String(repeating: " ", count: width - 2 - name.count)
            let indent = "\n" + String(repeating: " ", count: width)
            return first + lines.joined(separator: indent) + "\n"
        }.joined()
    }

    private static func wrapped(_ text: String, to width: Int) -> [String] {
        var lines: [String] = []
        for word in text.split(separator: " ") {
            if let last = lines.last, last.count + 1 + word.count <= width {
                lines[lines.count - 1] += " " + word
            } else {
                lines.append(String(word))
            }
        }
        return lines
    }
}

extension HelpTopic {
    private static var settingsText: String {
        """
        Settings are lines of a file, ~/.config/slipway/config.yaml; slipway config shows and changes them.

        \(rows(Setting.allCases.map { ($0.rawValue, "\($0.summary) It can be \($0.values.joined(separator: ", ")).") }))
        Each setting has a variable of the environment, which goes before the file:

        \(rows(Setting.allCases.map { ($0.variable, "The setting \($0.rawValue).") }))
        Other variables:

        \(rows(SlipwayVariable.all.map { ($0.name, $0.meaning) }))
        Variables of other programs that Slipway heeds:

        \(rows(SlipwayVariable.ofOthers.map { ($0.name, $0.meaning) }))
        """
    }

    private static var offlineText: String {
        """
        slipway prepare, once and with a network, fetches all that a lesson needs: the base image and the
        wheels that pip installs. From then on the lesson needs no network: the base image comes from the
        store, and pip finds the wheels through its own settings, which the build says when it does so.
        Nothing of them is in the image or in a cache key.

        Where python:3.11-alpine is not in the store and no registry can be reached, Slipway assembles a
        stand-in from Debian's packages and labels it as one wherever it shows. slipway load FILE takes the
        real image from a file that docker save or slipway save has written.

        SLIPWAY_OFFLINE=1 has builds do without a network even where there is one.

        """
    }

    private static var placesText: String {
        rows([
            ("workspaces", "The files of a lesson: Sandbox/NAME of your checkout, or ~/slipway/NAME with a package."),
            (
                "store",
                "Images, layers, containers, volumes, the cache and the last builds: $SLIPWAY_HOME, which is "
                    + "Sandbox/.slipway with ./slipway of your checkout, else ~/.local/share/slipway."
            ),
            ("settings", "~/.config/slipway/config.yaml; slipway config path prints where it is."),
            ("passwords", "~/.docker/config.json, as docker keeps them, or a credential helper that it names."),
            ("backups", "What slipway lesson reset has put aside: the folder backups beside the workspaces."),
        ]) + "\nslipway system df says how large the store is, slipway system prune makes room.\n"
    }

    private static var statusesText: String {
        "The statuses are Docker's:\n\n"
            + rows([
                ("0", "All went well."),
                ("1", "The command failed: a build, a check, an image that is not there."),
                ("125", "The command line is wrong, or run could not make its container."),
                ("126", "The program of the container is there and cannot be started."),
                ("127", "The program of the container is not there."),
                ("128+N", "The container's program was ended by signal N: 130 for Ctrl-C, 137 for a kill."),
                ("other", "The status of the container's own program, of run, exec, start -a and wait."),
            ])
            + "\nslipway check and slipway lesson verify end with 1 where a check does not pass.\n"
    }

    private static var terminalText: String {
        """
        The lab needs 60 columns and 20 rows, and shows most at 120 by 36 or more. Without a terminal,
        slipway plays the lesson as text.

        Every function key has a twin, because terminals, browsers and desktops keep some of them:

        \(rows([
            ("F1, Alt-0", "Show all keys."), ("F2 to F4, Alt-1 to Alt-3", "Go to the lesson, the editor, the shell."),
            ("F5, Alt-8", "Save and build."), ("F6, Alt-9", "Run the image."),
            ("F7 and F8, Alt-P and Alt-N", "The step before, the next step."), ("F9, Alt-A", "Check this step now."),
            ("F10, Ctrl-P", "Find an action by its name."), ("F11, Alt-Y", "In a presentation: take the keyboard."),
            ("F12, Alt-Z", "Zoom the pane."),
        ]))
        Colours: the lab asks the terminal for its background and chooses a theme for it; Alt-C takes the
        next one, and the choice is kept: slipway config set theme light. NO_COLOR=1 takes all away.

        """
    }
}
