import LessonFormat
import RegularExpressions

extension Format {
    /// `lesson.yaml`.
    static let lesson = Format(
        "lesson-yaml",
        seeds: [
            "id: a\ntitle: A\nsummary: B\nneeds: { images: [x], ports: [80] }\nworkspace: w\nimage: { reference: \"r:1\", port: 1, container_port: 2 }\nsteps:\n  - 01-b\n",
            "id: a\ntitle: |\n  A\nsummary: >-\n  B\nworkspace: 'w'\nsteps: [01-b]\n",
        ],
        tokens: [
            "&a ", "*a", "? ", "- ", ": ", "[", "]", "{", "}", "|\n", ">\n", "\"", "'", "!!str ", "---\n", "#",
            "<<: *a", "\n  ",
        ]
    ) { bytes in
        let step = Array("---\ntitle: a\ngoal: b\n---\n".utf8)
        _ = try LessonReader.lesson(LessonFiles(folder: "a", content: ["lesson.yaml": bytes, "steps/01-b.md": step]))
    }

    /// A step: front matter with its checks, and Markdown.
    static let step = Format(
        "lesson-step",
        seeds: [
            "---\ntitle: a\ngoal: b\nchecks:\n  - title: c\n    file: { path: f, matches: '(?m)^x' }\n  - title: d\n    http: { url: \"http://localhost\", contains: e }\nhints: [f]\nsolution:\n  - write: f\npredict: { question: q, instructions: [COPY] }\n---\n# A\n\n> b\n\n```sh {exec}\nc\n```\n",
            "---\ntitle: a\ngoal: b\nminutes: 3\n---\n| a | b |\n|---|---|\n| *c* | [d](e) |\n\n1. f\n   - [x] ~~g~~\n",
        ],
        tokens: [
            "---\n", "> ", "- ", "| ", "|-", "*", "**", "[", "](", "![", "`", "```\n", "<a>", "~~", "&a ", "*a",
            "matches: '(", "checks:\n",
        ]
    ) { bytes in
        let lesson = Array("id: a\ntitle: A\nsummary: B\nworkspace: w\nsteps: [01-b]\n".utf8)
        _ = try LessonReader.lesson(LessonFiles(folder: "a", content: ["lesson.yaml": lesson, "steps/01-b.md": bytes]))
    }

    /// Markdown of any text, up to its limits.
    static let markdown = Format(
        "markdown",
        seeds: [
            "# A *b*\n\n> c\n\n- d\n  1. e\n", "| a | b |\n|---|---|\n| `c` | [d](e) |\n",
            "![a](b) ~~c~~ http://d <e>\n",
        ],
        tokens: [
            "> ", "- ", "1. ", "|", "|-", "*", "**", "_", "[", "](", "![", "[]()", "`", "```\n", "~~", "<", "\n\n",
            "    ",
        ],
        longest: 32 << 10
    ) { bytes in _ = try MarkdownParser.parse(String(decoding: bytes, as: UTF8.self)) }

    /// A regular expression, and a text to search with it: the part behind the first newline.
    static let expression = Format(
        "regular-expression",
        seeds: [
            "(?m)^flask\\s*==\\s*\\d\nflask==2", "^(?!(a+)+b)(x|y)*z?\naaaaaaaaaaaaaaaaaaaaaaa",
            "[^a-z]{2,5}?\\b(?i:B)\nAB12",
        ],
        tokens: [
            "(", ")", "(?=", "(?!", "(?:", "*", "+", "?", "{1000}", "{2,}", "[", "]", "^", "$", "|", "\\b", "\\d",
            "(?i)", ".*",
        ]
    ) { bytes in
        let parts = bytes.split(separator: UInt8(ascii: "\n"), maxSplits: 1)
        let expression = try RegularExpression(String(decoding: parts.first ?? [], as: UTF8.self))
        let text = String(decoding: parts.dropFirst().first ?? [], as: UTF8.self)
        if let match = try expression.firstMatch(in: text, effort: 500_000) {
            try promise(text.unicodeScalars.count >= match.unicodeScalars.count, "a match is longer than its text")
        }
    }
}
