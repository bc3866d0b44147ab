import DockerfileSyntax

extension Format {
    /// A Dockerfile, with all that the linter says of it: every place that is named lies in the text.
    static let dockerfile = Format(
        "dockerfile",
        seeds: [
            "FROM python:3.11-alpine\nWORKDIR /app\nCOPY requirements.txt .\nRUN pip install -r requirements.txt\nCOPY app.py .\nEXPOSE 5000\nCMD [\"python\", \"app.py\"]\n",
            "# syntax=docker/dockerfile:1\nARG V=1\nFROM --platform=$BUILDPLATFORM a:${V:-2} AS build\nENV A=$V B=\"x $A\"\nRUN --mount=type=cache,target=/c <<EOF\necho \"$A\"\nEOF\nFROM scratch\nCOPY --from=build --chown=1:1 /a /b\n",
            "FROM a\nENV A=$A$A\nENV A=$A$A\nLABEL a=${A//x/$A} \\\n  b='c'\nHEALTHCHECK --interval=5s CMD true\nONBUILD RUN x\nSHELL [\"a\"]\nUSER 1:2\nVOLUME [\"/v\"]\nSTOPSIGNAL 9\n",
        ],
        tokens: [
            "FROM ", "AS ", "ENV A=$A", "ARG ", "RUN ", "COPY --from=0 ", "ONBUILD ", "\\\n", "\n", "<<EOF\n",
            "EOF\n", "${",
            "}", "${a:-", "$a", "\"", "'", "[", "]", "\",\"", "# escape=`\n", "--mount=type=", "&&", "|", "$(", "**",
            "\u{FEFF}",
        ]
    ) { bytes in
        let file = Dockerfile.parse(utf8: bytes)
        // Bytes that are not UTF-8 are read as a replacement character each, which is longer.
        let length = String(decoding: bytes, as: UTF8.self).utf8.count
        _ = Linter().text(on: file, file: "Dockerfile")
        for diagnostic in file.diagnostics {
            let (start, end) = (diagnostic.range.start.offset, diagnostic.range.end.offset)
            try promise(0 <= start && start <= end && end <= length, "a diagnostic lies outside of the text")
        }
    }

    /// A word with variables: whatever stands for them, the result has a bound.
    static let word = Format(
        "word",
        seeds: ["a${b:-c}$d'e'\"f\"", "${a#*x}${a%%?}${a//x/y}${a/\\//b}", "${a:?no}${b+c}\\$x$$ $1"],
        tokens: ["${", "}", ":-", ":+", "#", "##", "%%", "//", "/", "*", "?", "\\", "$a", "'", "\"", "<<"]
    ) { bytes in
        let word = String(decoding: bytes, as: UTF8.self)
        let value = String(repeating: "ax/b ", count: 200)
        let expanded = try WordExpander().expand(word) { $0.count % 2 == 0 ? nil : value }
        try promise(expanded.growth <= WordExpander.maximalGrowth, "variables bring more text than they may")
        try promise(expanded.uses.allSatisfy { $0.offset < word.utf8.count }, "a variable lies outside of its word")
    }

    /// A `.dockerignore`: what lies in a folder that is not walked is left out.
    static let ignore = Format(
        "dockerignore",
        seeds: [
            "*.pyc\n!keep.pyc\n**/node_modules\n# c\n/a/b/../c\n", "**/**/a*b?[a-z]/**\n!**/x\n", "a\\*\n[^a-c]\n",
        ],
        tokens: ["**/", "*", "!", "[", "]", "[^", "-", "\\", "?", "/", "\n", "#", ".."]
    ) { bytes in
        let patterns = IgnorePatterns(String(decoding: bytes, as: UTF8.self))
        for path in ["a", "a/b", "a/b/c.pyc", "node_modules/x", "x/node_modules/y/z", "aab/ab", "*"] {
            guard !patterns.isExcluded(path) else { continue }
            let folder = path.split(separator: "/").dropLast().joined(separator: "/")
            try promise(patterns.canMatchBelow(folder), "a file stays that lies in a folder nobody walks")
        }
    }
}
