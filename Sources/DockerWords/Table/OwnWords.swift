/// How this program says what Docker has a sentence for: so that the one leads to the other.
extension DockerFault {
    /// A piece of a message with `{}` for what changes, and the name of the fault. The first that is met counts.
    private static let ownWords: [(text: String, name: String)] = [
        ("is not an instruction", "unknown-instruction"),
        ("a blank is missing behind", "unknown-instruction"),
        ("this file is saved as UTF-16", "unknown-instruction"),
        ("belongs to a shell command above", "unknown-instruction"),
        ("stands before the first FROM", "no-build-stage"),
        ("needs a source and a destination", "copy-arguments"),
        ("FROM takes an image", "from-arguments"),
        ("has no flag", "instruction-flag"),
        ("There is not an instruction in this file", "empty-dockerfile"),
        ("ENV gives {} no value", "env-form"),
        ("LABEL gives {} no value", "env-form"),
        ("{} of {} has no `=`", "env-form"),
        ("{} of ENV has a blank beside its `=`", "env-form"),
        ("{} of LABEL has a blank beside its `=`", "env-form"),
        ("here it belongs to FROM", "from-arguments"),
        ("here it belongs to ENV", "env-form"),
        ("here it belongs to LABEL", "env-form"),
        ("the heredoc {} never ends", "heredoc"),
        ("the stage copies from {}, which needs this stage itself", "circular-stages"),
        ("SHELL is not JSON", "json-required"),
        ("SHELL takes a list in brackets only", "json-required"),
        ("CMD is not JSON", "json-recommended"),
        ("ENTRYPOINT is not JSON", "json-recommended"),
        ("is in the shell form", "json-recommended"),
        ("every element of the list must be text", "json-strings"),
        ("has nothing behind it", "instruction-arguments"),
        ("ONBUILD can't hold", "onbuild-trigger"),
        ("HEALTHCHECK can't begin with", "healthcheck-form"),
        ("HEALTHCHECK CMD has no command", "healthcheck-form"),
        ("the flag {} is there twice", "flag-form"),
        ("the flag {} has no value", "flag-form"),
        ("{} is true or false, not {}", "flag-form"),
        ("is opened and never closed", "quote-open"),
        ("a ${ has no }", "quote-open"),
        ("is not a valid mode", "chmod-format"),
        ("is not a signal", "signal-format"),
        ("is not a valid port", "port-format"),
        ("Nothing above the folder of the build can be reached", "copy-outside"),
        ("`../{} is not there: COPY and ADD look in the build context", "copy-outside"),
        ("is not there: COPY and ADD look in the build context", "copy-not-found"),
        ("ended with exit status 127", "shell-not-found"),
        ("ended with exit status", "command-failed"),
        ("must be in lower case", "name-upper-case"),
        ("names no image", "name-format"),
        ("could not be pulled: {} cannot be reached", "no-such-host"),
        ("could not be pulled: {} denied", "base-no-access"),
        ("could not be pulled", "base-not-found"),
        ("The image has no user", "unknown-user"),
        ("The image has no group", "unknown-group"),
        ("No space left", "no-space"),
        ("no Dockerfile", "dockerfile-missing"),
    ]

    /// The fault that a message of this program is about, or one of Docker's; nil where Docker has no words for it.
    public static func told(in message: String) -> DockerFault? {
        let plain = Wording.plain(message)
        let own = ownWords.first { Wording.now($0.text, "").score(in: plain) != nil }
        return own.flatMap { named($0.name) } ?? found(in: message).first
    }

    /// The names that messages of this program lead to, for whoever asks whether they are all there.
    static var toldNames: [String] { ownWords.map(\.name) }
}
