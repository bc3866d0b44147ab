import DockerfileSyntax
import Testing

/// A rule, a Dockerfile in which it finds something at these places, and one in which it finds nothing.
struct LintCase: CustomTestStringConvertible, Sendable {
    let rule: String
    let bad: String
    let places: [String]
    let good: String

    init(_ rule: String, _ bad: String, at places: String..., good: String) {
        self.rule = rule
        self.bad = bad
        self.places = places
        self.good = good
    }

    var testDescription: String { rule }
}

extension LintCase {
    static let buildChecks = [
        LintCase(
            "ConsistentInstructionCasing", "FROM a\nrun x\nCmd x\nRUN y", at: "2:1-2:4", "3:1-3:4",
            good: "from a\nrun x"),
        LintCase("ConsistentInstructionCasing", "from a\nrun x\nRUN y", at: "3:1-3:4", good: "FROM a\nRUN x"),
        LintCase("FromAsCasing", "FROM a as b", at: "1:8-1:10", good: "from a as b"),
        LintCase("FromAsCasing", "from a AS b", at: "1:8-1:10", good: "From a as b\nFROM a AS c"),
        LintCase("NoEmptyContinuation", "FROM a\nRUN x \\\n\n  y", at: "3:1-3:1", good: "FROM a\nRUN x \\\n  # c\n  y"),
        LintCase("MaintainerDeprecated", "FROM a\nMAINTAINER me", at: "2:1-2:11", good: "FROM a\nLABEL me=you"),
        LintCase(
            "LegacyKeyValueFormat", "FROM a\nENV a b c\nLABEL d e", at: "2:5-2:10", "3:7-3:10", good: "FROM a\nENV a=b"),
        LintCase(
            "JSONArgsRecommended", "FROM a\nCMD x y\nENTRYPOINT z", at: "2:5-2:8", "3:12-3:13",
            good: "FROM a\nCMD [\"x\"]"),
        LintCase(
            "JSONArgsRecommended", "FROM a\nCMD x", at: "2:5-2:6", good: "FROM a\nSHELL [\"bash\", \"-c\"]\nCMD x"),
        LintCase(
            "InvalidDefinitionDescription", "# other text\nFROM a AS b\n# c does\nARG d", at: "1:3-1:13", "3:3-3:9",
            good: "# other\n\nFROM a AS b\n# d does\nARG d\n# c\n#\nARG d\n# x\nFROM c"),
        LintCase("StageNameCasing", "FROM a AS Bc", at: "1:11-1:13", good: "FROM a AS bc"),
        LintCase("DuplicateStageName", "FROM a AS b\nFROM c AS B", at: "2:11-2:12", good: "FROM a AS b\nFROM c"),
        LintCase(
            "ReservedStageName", "FROM a AS scratch\nFROM b AS context", at: "1:11-1:18", "2:11-2:18",
            good: "FROM scratch"),
        LintCase(
            "MultipleInstructionsDisallowed", "FROM a\nCMD x\nHEALTHCHECK NONE\nCMD y\nCMD z", at: "2:1-2:6", "4:1-4:6",
            good: "FROM a\nCMD x\nFROM b\nCMD y\nENTRYPOINT z"),
        LintCase(
            "FromPlatformFlagConstDisallowed", "FROM --platform=linux/arm64 a", at: "1:17-1:28",
            good: "FROM --platform=$BUILDPLATFORM a\nFROM --platform=linux/arm64 a AS build-arm64"),
        LintCase(
            "RedundantTargetPlatform", "FROM --platform=$TARGETPLATFORM a", at: "1:17-1:32",
            good: "FROM a\nFROM --platform=$BUILDPLATFORM b"),
        LintCase(
            "UndefinedArgInFrom", "ARG VERSION=1\nFROM a:$VERSOIN", at: "2:8-2:16",
            good: "ARG V\nFROM a:$V\nFROM --platform=$BUILDPLATFORM a:${W:-1}"),
        LintCase(
            "UndefinedVar", "ARG G=1\nFROM scratch\nENV A=1\nCOPY $B ${G} $A /", at: "4:6-4:8", "4:9-4:13",
            good: "ARG G=1\nFROM a AS b\nARG G\nENV A=1 B=$G$PATH\nFROM b\nWORKDIR $A/$G/${C:-c}\nRUN $x"),
        LintCase(
            "UndefinedVar", "FROM scratch\nENV A=$PYTHON_VERSION", at: "2:7-2:22",
            good: "FROM python\nENV A=$PYTHON_VERSION B=$ANYTHING\nARG NODE_VERSIONS\nENV C=$NODE_VERSION"),
        LintCase(
            "UndefinedVar", "FROM python\nARG VERSION=1\nENV A=$VERSOIN", at: "3:7-3:15",
            good: "FROM python\nARG VERSION=1\nENV A=$IMAGES_OWN"),
        LintCase(
            "UndefinedVar",
            "FROM scratch AS b-amd64\nARG S\nFROM b AS b-arm64\nARG T\nFROM b-$TARGETARCH\nADD x$S y$T /\nADD $TARGETARCH /",
            at: "6:10-6:12", "7:5-7:16",
            good:
                "ARG V=debug\nARG B=b-${TARGETOS}\nFROM a AS b-debug\nARG S\nFROM a AS b-linux\nARG T\nFROM b-${V} AS c\nADD $S /\nFROM $B$TARGETVARIANT\nARG TARGETARCH\nADD $T$TARGETARCH /"
        ),
        LintCase(
            "DL3006", "ARG V=x\nFROM a:1 AS b-x\nFROM b-$V\nFROM b-y", at: "4:6-4:9",
            good: "FROM a:1 AS b-amd64\nFROM b-$TARGETARCH\nFROM b-$BUILDARCH"),
        LintCase(
            "WorkdirRelativePath", "FROM a AS b-arm64\nWORKDIR /x\nFROM b-$TARGETARCH\nWORKDIR y", at: "4:9-4:10",
            good: "FROM a AS b-amd64\nWORKDIR /x\nFROM b-$TARGETARCH\nWORKDIR y"),
        LintCase(
            "InvalidDefaultArgInFrom", "ARG B=A$TARGETARCH\nFROM $B", at: "2:6-2:8",
            good: "ARG B=b-$TARGETARCH\nFROM $B\nFROM c-${TARGETVARIANT}\nFROM ${TARGETSTAGE}"),
        LintCase(
            "InvalidDefaultArgInFrom", "ARG T\nARG N=A_b\nFROM a:$T\nFROM $N\nFROM ${T}", at: "3:6-3:10", "4:6-4:8",
            "5:6-5:10",
            good: "ARG T=1\nFROM a:$T\nFROM host:5000/b/c:${T:-2}"),
        LintCase(
            "SecretsUsedInArgOrEnv", "FROM a\nARG GITHUB_TOKEN\nENV a=1 DB_PASSWORD=x", at: "2:5-2:17", "3:9-3:20",
            good: "FROM a\nARG TOKENS PUBLIC_KEY MONKEY"),
        LintCase(
            "SecretsUsedInArgOrEnv", "FROM a\nENV DB_PASSWORD_FILES=/x AUTH_VERSIONS=1", at: "2:5-2:22", "2:26-2:39",
            good: "FROM a\nENV DB_PASSWORD_FILE=/x FILE_TOKEN=/y\nARG AUTH_VERSION=1 key_version"),
        LintCase(
            "WorkdirRelativePath", "FROM a\nWORKDIR app", at: "2:9-2:12",
            good: "FROM a AS b\nWORKDIR /a\nWORKDIR b\nFROM b\nWORKDIR c"),
        LintCase(
            "WorkdirRelativePath", "FROM a\nENV D=d\nWORKDIR $D", at: "3:9-3:11", good: "FROM a\nENV D=/d\nWORKDIR $D"),
        LintCase(
            "WorkdirRelativePath", "FROM a\nWORKDIR \"app:\"", at: "2:9-2:15",
            good:
                "# escape=`\nFROM a\nWORKDIR C:/app\nFROM b\nWORKDIR C:\\app\nFROM c\nWORKDIR \\app\nFROM d\nWORKDIR \"/app\""
        ),
        LintCase("ExposeProtoCasing", "FROM a\nEXPOSE 80/TCP 81/udp", at: "2:8-2:14", good: "FROM a\nEXPOSE 80/tcp"),
        LintCase("ExposeInvalidFormat", "FROM a\nEXPOSE 80:80 81", at: "2:8-2:13", good: "FROM a\nEXPOSE 80 $A:$B"),
    ]

    static let managers = [
        LintCase(
            "BrokenArray",
            "FROM a\nRUN ['x', 'y']\nCOPY [\"a\" \"b\"]\nVOLUME [\"/v\"\nHEALTHCHECK --retries=2 CMD [“x”]\nONBUILD CMD ['x']\nADD \\\n  [\"a\", b]",
            at: "2:6-2:7", "3:10-3:11", "4:8-4:13", "5:30-5:31", "6:14-6:15", "8:9-8:10",
            good:
                "FROM a\nRUN [ -f x ] && y\nRUN [[ -f x ]]\nRUN [\"x\"]\nCOPY [\"a\", \"b\"]\nCOPY [a-z]* b/\nVOLUME /v\nHEALTHCHECK CMD x\nHEALTHCHECK NONE\nCMD ['x', 'y']"
        ),
        LintCase(
            "DestinationAboveWorkdir", "FROM a\nWORKDIR /app\nCOPY x ..\nADD x ../y/", at: "3:8-3:10", "4:7-4:12",
            good: "FROM a\nWORKDIR /app\nCOPY ../x .\nCOPY x ..y\nCOPY x ./\nCOPY x /"),
        LintCase(
            "BrokenArray", "FROM a\nSHELL [\"bash\", \"-c\"]\nCMD ['x']\nENTRYPOINT \"x\", \"y\"]", at: "3:6-3:7",
            "4:12-4:21",
            good: "FROM a\nSHELL [\"bash\", \"-c\"]\nCMD x"),
        LintCase(
            "InvalidImageName", "FROM UPPER\nFROM a:1:2", at: "1:6-1:11", "2:6-2:11",
            good: "FROM HOST.io:5/a AS x\nFROM x\nFROM $A\nFROM a@sha256:x"),
        LintCase(
            "InvalidMode", "FROM a\nCOPY --chmod=64a b /c\nADD --chmod=9 b /c", at: "2:14-2:17", "3:13-3:14",
            good: "FROM a\nCOPY --chmod=0644 b /c\nCOPY --chmod=u+x,g=rX b /c\nCOPY --chmod=$M b /c"),
        LintCase(
            "InvalidPort", "FROM a\nEXPOSE abc 80/x 81", at: "2:8-2:11", "2:12-2:16",
            good: "FROM a\nEXPOSE 80 81-90/udp 127.0.0.1:80:81 $P 70000"),
        LintCase(
            "InvalidSignal", "FROM a\nSTOPSIGNAL NO", at: "2:12-2:14",
            good: "FROM a\nSTOPSIGNAL SIGRTMIN+3\nSTOPSIGNAL 9\nSTOPSIGNAL $S"),
        LintCase(
            "DL3030", "FROM a\nRUN yum install vim", at: "2:5-2:8",
            good: "FROM a\nRUN yum install -y vim && yum -qy install x\nRUN yum update"),
        LintCase(
            "DL3033", "FROM a\nRUN yum install -y vim gcc-10.1", at: "2:20-2:23",
            good: "FROM a\nRUN yum install -y vim-8.0 --enablerepo x @dev /a.rpm b.rpm $C http://x/y"),
        LintCase(
            "DL3032", "FROM a\nRUN yum install -y vim", at: "2:5-2:8",
            good: "FROM a\nRUN yum install -y x && yum clean all\nRUN yum install -y x && rm -rf /var/cache/yum"),
        LintCase(
            "DL3038", "FROM a\nRUN microdnf install vim", at: "2:5-2:13", good: "FROM a\nRUN dnf -y install vim"),
        LintCase(
            "DL3041", "FROM a\nRUN dnf install -y vim", at: "2:20-2:23",
            good: "FROM a\nRUN dnf install -y vim-2:8.0 --setopt x"),
        LintCase(
            "DL3040", "FROM a\nRUN dnf install -y vim", at: "2:5-2:8",
            good: "FROM b\nRUN dnf install -y x\nFROM a\nRUN dnf install -y vim && dnf clean all"),
        LintCase(
            "DL3034", "FROM a\nRUN zypper install vim", at: "2:5-2:11",
            good: "FROM a\nRUN zypper -n in vim\nRUN zypper --non-interactive install x && zypper install -y z"),
        LintCase(
            "DL3037", "FROM a\nRUN zypper -n in vim x=1", at: "2:18-2:21",
            good: "FROM a\nRUN zypper -n in -t package vim=8 'x>=1'\nRUN zypper -n rm y"),
        LintCase(
            "DL3036", "FROM a\nRUN zypper -n in vim", at: "2:5-2:11",
            good: "FROM a\nRUN zypper -n in vim && zypper clean -a"),
        LintCase(
            "DL3028", "FROM a\nRUN gem install bundler rake:1", at: "2:17-2:24",
            good: "FROM a\nRUN gem install bundler -v 2.4 && gem install a:1 b.gem $C"),
        LintCase(
            "DL3062", "FROM a\nRUN go install example.org/t/cmd\nRUN go install a.io/b@latest", at: "2:16-2:33",
            "3:16-3:29",
            good: "FROM a\nRUN go install -ldflags x ./cmd example.org/t@v1.2 && go install cmd/x"),
        LintCase(
            "DL3060", "FROM a\nRUN yarn install", at: "2:5-2:9",
            good: "FROM a\nRUN yarn install && yarn cache clean\nRUN yarn build"),
        LintCase(
            "DL3046", "FROM a\nRUN useradd -u 123456 me", at: "2:5-2:12",
            good: "FROM a\nRUN useradd -l -u 123456 me; useradd --uid=1000 x; useradd y"),
        LintCase(
            "DL3047", "FROM a\nRUN wget http://x -O y", at: "2:5-2:9",
            good: "FROM a\nRUN wget -qO- http://x; wget -nv x; wget --progress=dot:giga x; wget x -o log"),
        LintCase(
            "DL4001", "FROM a\nRUN wget -q x && curl y", at: "2:5-2:9",
            good: "FROM a\nRUN wget -q x\nFROM b\nRUN curl y"),
        LintCase(
            "DL3023", "FROM a AS b\nCOPY --from=b x /y\nCOPY --from=0 x /y", at: "2:13-2:14", "3:13-3:14",
            good: "FROM a AS b\nFROM c\nCOPY --from=b x /y\nCOPY --from=0 x /y"),
        LintCase(
            "DL4006", "FROM a\nRUN x | y", at: "2:5-2:6",
            good: "FROM a\n# hadolint shell=powershell\nRUN x | y\nRUN z | y"),
        LintCase(
            "DL3008", "FROM a\n# hadolint shell=bash\nRUN apt-get install -y x", at: "3:24-3:25",
            good: "# hadolint shell=cmd\nFROM a\nRUN apt-get install -y x"),
    ]

    static let lost = [
        LintCase(
            "CommentBehindInstruction", "FROM a\nARG A=1 # b\nWORKDIR /c # d\nCOPY e /f # g\nENV h i # j",
            at: "2:9-2:10", "3:12-3:15", "4:11-4:12", "5:9-5:12",
            good: "FROM a\n# b\nWORKDIR /c#d\nCOPY #1 e /f\nRUN g # h\nUSER i"),
        LintCase(
            "LostShellState", "FROM a\nRUN cd /b\nRUN c && export D=e", at: "2:5-2:7", "3:10-3:16",
            good: "FROM a\nRUN cd /b && c\nRUN export D=e; f"),
        LintCase(
            "PackedFile", "FROM a\nADD b.zip c.tar /d/", at: "2:5-2:10",
            good: "FROM a\nADD b.zip /c/\nRUN unzip /c/b.zip\nFROM d\nADD e.tar.gz /"),
        LintCase(
            "UnreadCommand", "FROM a\nENTRYPOINT b c\nCMD [\"d\"]", at: "3:1-3:4",
            good: "FROM a\nENTRYPOINT [\"b\"]\nCMD [\"d\"]\nFROM e\nENTRYPOINT f \"$@\"\nCMD g"),
    ]

    static let hadolint = [
        LintCase(
            "DL3006", "FROM debian\nFROM host:5000/x", at: "1:6-1:12", "2:6-2:17",
            good: "FROM a:1 AS b\nFROM b\nFROM scratch\nFROM a@sha256:x"),
        LintCase("DL3007", "FROM a:latest", at: "1:6-1:14", good: "FROM a:1\nFROM a:latest@sha256:x"),
        LintCase(
            "DL3002", "FROM a\nUSER me\nUSER root", at: "3:6-3:10", good: "FROM a\nUSER root\nFROM b\nUSER 0\nUSER me"),
        LintCase(
            "DL3022", "FROM a AS build\nFROM b\nCOPY --from=biuld x /y", at: "3:13-3:18",
            good: "FROM a AS b\nFROM c\nCOPY --from=b x /y\nCOPY --from=0 x /y\nCOPY --from=a:1 x /y"),
        LintCase(
            "DL3008", "FROM a\nRUN apt-get install -y curl git=1", at: "2:24-2:28",
            good: "FROM a\nRUN apt-get install -y curl=7.* $X ./a.deb"),
        LintCase(
            "DL3009", "FROM a\nRUN apt-get update && x", at: "2:5-2:12",
            good:
                "FROM a\nRUN apt-get update && rm -rf /var/lib/apt/lists/*\nRUN --mount=type=cache,target=/var/lib/apt apt-get update"
        ),
        LintCase(
            "DL3009", "FROM a\nRUN apt-get update && apt-get clean", at: "2:5-2:12",
            good: "FROM a\nRUN apt-get update && apt-get dist-clean\nRUN apt-get update; apt -y distclean"),
        LintCase(
            "DL3009", "FROM a AS base\nRUN apt-get update\nFROM b\nRUN apt-get update\nFROM base", at: "2:5-2:12",
            good: "FROM a AS build\nRUN apt-get update\nFROM b\nCOPY --from=build /x /y"),
        LintCase(
            "DL3014", "FROM a\nRUN apt-get install x", at: "2:5-2:12",
            good: "FROM a\nRUN apt-get -y install x && apt-get install -qy z"),
        LintCase(
            "DL3015", "FROM a\nRUN apt-get install -y x", at: "2:5-2:12",
            good: "FROM a\nRUN apt-get install --no-install-recommends x"),
        LintCase("DL3027", "FROM a\nRUN x && apt update", at: "2:10-2:13", good: "FROM a\nRUN apt-get update"),
        LintCase(
            "DL3018", "FROM a\nRUN apk add --virtual .d curl git=1", at: "2:26-2:30",
            good: "FROM a\nRUN apk add curl~=8 a.apk"),
        LintCase("DL3019", "FROM a\nRUN apk add x", at: "2:5-2:8", good: "FROM a\nRUN apk add --no-cache x"),
        LintCase(
            "DL3013", "FROM a\nRUN python3 -m pip install flask \"a==1\"", at: "2:28-2:33",
            good: "FROM a\nRUN pip install -r r.txt\nRUN pip install 'a>=1' ./b.whl"),
        LintCase(
            "DL3042", "FROM a\nRUN pip3 install x", at: "2:5-2:9",
            good: "FROM a\nRUN pip install --no-cache-dir x\nFROM b\nENV PIP_NO_CACHE_DIR=1\nRUN pip install x"),
        LintCase(
            "DL3016", "FROM a\nRUN npm install express @a/b", at: "2:17-2:24",
            good: "FROM a\nRUN npm install express@4 ./c && npm ci"),
        LintCase(
            "DL3008", "FROM a\nRUN apt-get -o A=b install -f curl -t sid > log 2>&1", at: "2:31-2:35",
            good: "FROM a\nRUN apt-get install -t sid -o A curl=7 -c file a.deb >log 2> /dev/null"),
        LintCase(
            "DL3018", "FROM a\nRUN apk add -i curl", at: "2:16-2:20",
            good: "FROM a\nRUN apk add -X url --arch x86_64 --wait 5 -p root curl=8 b.apk"),
        LintCase(
            "DL3013", "FROM a\nRUN pip --proxy p install --upgrade flask --log l a[b]", at: "2:37-2:42", "2:51-2:55",
            good:
                "FROM a\nRUN pip install --root-user-action ignore --progress-bar off --timeout 9 a==1 b.zip c.tar.gz\nRUN pip install '.[dev]' 'a!=2' --only-binary all\nRUN pip install --constraint=c a\nRUN python -X dev -m pip install --no-binary all -- a==1"
        ),
        LintCase(
            "DL3016", "FROM a\nRUN npm install --foreground-scripts express", at: "2:38-2:45",
            good:
                "FROM a\nRUN npm --loglevel verbose install --registry url -g x@1 --unsafe-perm true a.tar.gz b.tgz --omit dev -w c > log"
        ),
        LintCase(
            "CopyBeforeInstall", "FROM a\nCOPY . .\nRUN npm --loglevel verbose ci --omit dev", at: "2:6-2:7",
            good: "FROM a\nCOPY . .\nRUN npm --loglevel ci test"),
        LintCase("DL3001", "FROM a\nRUN x; /usr/bin/ssh y", at: "2:8-2:20", good: "FROM a\nRUN echo ssh"),
        LintCase("DL3003", "FROM a\nRUN cd /x && y", at: "2:5-2:7", good: "FROM a\nRUN x && cd y"),
        LintCase("DL3004", "FROM a\nRUN x && \\\n  sudo y", at: "3:3-3:7", good: "FROM a\nRUN echo sudo"),
        LintCase("DL3059", "FROM a\nRUN x\nRUN y", at: "3:1-3:4", good: "FROM a\nRUN x\nCOPY y /\nRUN z && a\nRUN b"),
        LintCase(
            "DL4006", "FROM a\nRUN curl x | sh", at: "2:5-2:9",
            good:
                "FROM a\nRUN a || b\nRUN set -o pipefail && a | b\nSHELL [\"bash\", \"-o\", \"pipefail\", \"-c\"]\nRUN a | b"
        ),
        LintCase(
            "DL4006",
            "FROM a\nRUN case $x in a|b) c | d ;; esac\nRUN case x in x) ;; esac | e\nRUN [[ a == b ]] && f | g\nRUN case x in\\\n (a) case y in y) ;; esac ;;\\\n b) ;; esac; h | i\nRUN echo case x in a | j",
            at: "2:21-2:22", "3:21-3:25", "4:21-4:22", "7:14-7:15", "8:5-8:9",
            good:
                "FROM a\nRUN case \"$x\" in (dev | \"b|c\") y ;; d|e) z;; esac && case in in in|out) ;& x|*) if a; then case b in c|d) ;; esac; fi ;;& f|g) ;; esac\nRUN [[ $x =~ ^(a|b)$ || a == (c|d) ]] && e >| f\nRUN a \"$(b \"c | d\")\" ${e:-f | g} \"${h:-it's}\" $((1 | 2)) \\| 'i | j'\nRUN <<EOF\ncase $x\nin\n  # a|b\n  a|b) ;;\n  c|\\\n  d) ;;\nesac\nEOF"
        ),
        LintCase(
            "DL4006", "FROM a AS b\nSHELL [\"/bin/bash\", \"-c\"]\nRUN c | d\nFROM b\nRUN e | f", at: "3:5-3:6",
            "5:5-5:6",
            good:
                "FROM a AS b\nSHELL [\"bash\", \"-euo\", \"pipefail\", \"-c\"]\nFROM b AS c\nFROM c\nRUN d | e\nSHELL [\"powershell\", \"-Command\"]\nRUN f | g\nFROM host/windows/nanoserver:1\nRUN h | i\nSHELL [\"pwsh\"]\nRUN j | k"
        ),
        LintCase(
            "DL4006", "FROM a\nRUN bash -e <<A\nb | c\nA\nRUN <<A\n#!/usr/bin/env bash\nb | c\nA", at: "3:1-3:2",
            "7:1-7:2",
            good:
                "FROM a\nRUN cat <<A > /b\nc | d\nA\nRUN python3 - <<A\nb | c\nA\nRUN <<A\n#!/usr/bin/pwsh\nb | c\nA"
        ),
        LintCase(
            "DL3008", "FROM a\nRUN case x in y) apt-get install curl ;; esac", at: "2:34-2:38",
            good: "FROM a\nRUN case x in apt-get | install) ;; esac"),
        LintCase(
            "DL3004", "FROM a\nRUN if x; then A=\"b c\" sudo y; fi", at: "2:24-2:28",
            good: "FROM a\nRUN case $x in sudo) y ;; esac"),
        LintCase("DL3020", "FROM a\nADD x /y", at: "2:1-2:4", good: "FROM a\nADD x.tar.gz /\nADD https://x/y /z"),
        LintCase("DL3021", "FROM a\nCOPY x y /z", at: "2:10-2:12", good: "FROM a\nCOPY x y /z/\nCOPY x y .\nCOPY x /z"),
        LintCase(
            "DL3045", "FROM a\nCOPY x y", at: "2:8-2:9", good: "FROM a AS b\nWORKDIR /\nCOPY x y\nFROM b\nCOPY x y"),
        LintCase(
            "DL3045", "# escape=`\nFROM a\nCOPY a \"b c\"\nADD a x\\y\nCOPY [\"a\", \"cc:\"]", at: "4:7-4:10",
            "5:12-5:17",
            good:
                "# escape=`\nFROM a\nCOPY a C:/a\nCOPY a C:\\b\nCOPY a \"C:\\c d\\\"\nADD a \\b\nCOPY [\"a\", \"D:\\\\a\"]\nCOPY a \"/b\"\nCOPY a '/c'"
        ),
        LintCase(
            "DL3045", "FROM a\nCOPY x \"y\"", at: "2:8-2:11",
            good: "FROM a\nCOPY x C:\\b\nCOPY x c:/b\nCOPY x \"/y\"\nCOPY x \"$A\"/b"),
        LintCase(
            "DL3021", "FROM a\nCOPY x y \"/z\"", at: "2:10-2:14",
            good: "# escape=`\nFROM a\nCOPY x y \"/z/\"\nCOPY x y C:\\z\\\nCOPY x y '.'"),
        LintCase(
            "DL3011", "FROM a\nEXPOSE 70000 80-99999", at: "2:8-2:13", "2:14-2:22", good: "FROM a\nEXPOSE 80-90/udp"),
        LintCase(
            "CopyBeforeInstall", "FROM a\nCOPY . .\nRUN pip install -r r.txt", at: "2:6-2:7",
            good: "FROM a\nCOPY r.txt .\nRUN pip install -r r.txt\nCOPY . ."),
        LintCase(
            "ArgOutsideOfStage", "ARG V=1\nARG W\nFROM a\nRUN echo $V \\\n  \"${W}\" $V\nRUN <<EOF\necho $V\nEOF",
            at: "4:10-4:12", "5:4-5:8", "6:5-6:10",
            good:
                "ARG V=1\nARG W\nARG X\nARG Y\nFROM a\nARG V\nENV W=1\nRUN echo $V $W ${X:-1} '$X' \\$X\nRUN X=1; for Y in a; do echo $X $Y; done\nRUN [\"echo\", \"$X\"]"
        ),
    ]
}

private func places(_ rule: String, in text: String, _ context: LintContext) -> [String] {
    Linter(context: context).findings(in: Dockerfile.parse(text)).filter { $0.rule.name == rule }.map { finding in
        "\(finding.range.start.line):\(finding.range.start.column)-\(finding.range.end.line):\(finding.range.end.column)"
    }
}

@Test(arguments: LintCase.buildChecks + LintCase.hadolint + LintCase.managers + LintCase.lost)
func aRuleFindsTheBadExampleAndNotTheGoodOne(_ example: LintCase) {
    var context = LintContext()
    context.includesExperimental = true
    #expect(places(example.rule, in: example.bad, context) == example.places)
    #expect(places(example.rule, in: example.good, context) == [])
}

@Test func ignoredFilesNeedTheIgnoreFile() {
    var context = LintContext()
    let text = "FROM a\nCOPY a.md ./b/c.txt https://x/a.md /\nCOPY --from=x a.md /\nADD a.md /\n"
    #expect(places("CopyIgnoredFile", in: text, context) == [])
    context.includesExperimental = true
    context.ignored = IgnorePatterns("*.md\nb")
    #expect(places("CopyIgnoredFile", in: text, context) == ["2:6-2:10", "2:11-2:20", "4:5-4:9"])
    context.ignored = IgnorePatterns("*.md\n!a.md")
    #expect(places("CopyIgnoredFile", in: text, context) == [])
}

@Test func platformsOfBaseImagesAreCompared() {
    var context = LintContext()
    context.targetPlatform = "linux/amd64"
    context.imagePlatforms = ["a": "linux/arm64", "b": "linux/amd64"]
    #expect(places("InvalidBaseImagePlatform", in: "FROM a\nFROM b\nFROM c", context) == ["1:6-1:7"])
}

@Test func aStageIsChosenByPlatformAndBuildArgument() {
    let text = "ARG V\nFROM scratch AS b-arm64-v8\nARG S\nFROM b-${TARGETARCH}-${TARGETVARIANT}$V\nENV A=$S"
    var context = LintContext()
    #expect(places("UndefinedVar", in: text, context) == ["5:7-5:9"])
    context.targetPlatform = "linux/arm64/v8"
    #expect(places("UndefinedVar", in: text, context) == [])
    context.buildArguments = ["V": "x"]
    #expect(places("UndefinedVar", in: text, context) == ["5:7-5:9"])
}

@Test func buildArgumentsAndImagesAreKnown() {
    var context = LintContext()
    context.buildArguments = ["T": "1"]
    context.imageEnvironments = ["python": ["LANG"]]
    #expect(places("InvalidDefaultArgInFrom", in: "ARG T\nFROM a:$T", context) == [])
    #expect(places("UndefinedVar", in: "FROM python\nENV A=$LANG B=$PYTHON_VERSION", context) == ["2:15-2:30"])
}

@Test func everyRuleIsTestedAndDocumented() {
    let elsewhere: Set = ["CopyIgnoredFile", "InvalidBaseImagePlatform"]
    let tested = Set((LintCase.buildChecks + LintCase.hadolint + LintCase.managers + LintCase.lost).map(\.rule)).union(
        elsewhere)
    #expect(Set(LintRule.all.map(\.name)) == tested)
    #expect(LintRule.all.count == tested.count)
    #expect(LintRule.buildChecks.count == 22)
    for rule in LintRule.all {
        #expect(rule.why.hasSuffix(".") && !rule.cure.isEmpty)
        #expect((rule.link == nil) == (rule.origin == .slipway))
    }
    let link = LintRule.all.first { $0.name == "JSONArgsRecommended" }?.link
    #expect(link == "https://docs.docker.com/reference/build-checks/json-args-recommended/")
}

/// The proposed text is the learner's own command, if a shell would see only words in it.
@Test(arguments: [
    ("CMD ls", "CMD [\"ls\"]"), ("ENTRYPOINT flask run", "ENTRYPOINT [\"flask\", \"run\"]"),
    ("CMD echo $HOME", "CMD [\"python\", \"app.py\"]"),
])
func theArrayFormIsOfTheOwnCommand(_ instruction: String, _ cure: String) throws {
    let findings = Linter().findings(in: Dockerfile.parse("FROM a:1\n" + instruction))
    let finding = try #require(findings.first { $0.rule.name == "JSONArgsRecommended" })
    #expect(finding.cure == cure && finding.report.expected == cure)
}

/// The cure is of the image that stands there, and never names another one.
@Test(arguments: [
    ("FROM alpine", "FROM alpine:VERSION"), ("FROM alpine:latest AS a", "FROM alpine:VERSION"),
    ("FROM host:5000/team/x", "FROM host:5000/team/x:VERSION"),
    ("FROM host:5000/team/x:latest", "FROM host:5000/team/x:VERSION"),
])
func theVersionIsOfTheOwnImage(_ instruction: String, _ cure: String) throws {
    let findings = Linter().findings(in: Dockerfile.parse(instruction))
    let finding = try #require(findings.first { ["DL3006", "DL3007"].contains($0.rule.name) })
    #expect(finding.cure == cure && finding.report.expected == cure)
}

/// The cure is the whole instruction, with what was meant as JSON.
@Test(arguments: [
    ("CMD ['python', 'app.py']", "it has single quotes where JSON has double ones", "CMD [\"python\", \"app.py\"]"),
    ("CMD [\"python\", \"app.py\"", "its `]` is missing", "CMD [\"python\", \"app.py\"]"),
    ("RUN --network=none ['a']", "it has single quotes where JSON has double ones", "RUN --network=none [\"a\"]"),
    ("COPY --chown=1 [\"a\" \"b/\"]", "a comma is missing", "COPY --chown=1 [\"a\", \"b/\"]"),
    ("VOLUME [/data]", "`/data` has no double quotes around it", "VOLUME [\"/data\"]"),
    ("HEALTHCHECK CMD [\"a\", ]", "it has a comma too many", "HEALTHCHECK CMD [\"a\"]"),
    ("ONBUILD RUN [“a”]", "its quotes are typographic ones, and JSON has straight ones", "ONBUILD RUN [\"a\"]"),
])
func aListThatIsNotJSONIsMended(_ instruction: String, _ cause: String, _ cure: String) throws {
    let findings = Linter().findings(in: Dockerfile.parse("FROM a:1\n" + instruction))
    let finding = try #require(findings.first { $0.message.contains("is not JSON") })
    #expect(finding.message.hasSuffix(" is not JSON: " + cause), "\(finding.message)")
    #expect(finding.cure == cure && finding.isOwnCure)
}

/// Where it leads is said, and what was most likely meant.
@Test(arguments: [
    ("WORKDIR /app\nCOPY x ..", "to the one above it, here `/`", "COPY x ."),
    ("WORKDIR /srv/app\nCOPY x ../y/", "to the one above it, here `/srv/y`", "COPY x y/"),
    ("COPY x ..", "to the one above it", "COPY x ."),
])
func aDestinationAboveWorkdirIsTold(_ lines: String, _ words: String, _ cure: String) throws {
    let findings = Linter().findings(in: Dockerfile.parse("FROM a:1\n" + lines))
    let finding = try #require(findings.first { $0.rule.name == "DestinationAboveWorkdir" })
    #expect(finding.message.hasSuffix(words) && finding.cure == cure, "\(finding.message) \(finding.cure)")
}

/// SHELL takes nothing else, and a list of other things than texts is refused.
@Test(arguments: [
    ("SHELL ['bash', '-c']", 8, "SHELL [\"bash\", \"-c\"]"), ("SHELL bash -c", 7, "SHELL [\"/bin/bash\", \"-c\"]"),
    ("CMD [\"sleep\", 10]", 5, "[\"sleep\", \"10\"]"), ("CMD [[\"a\"]]", 5, "[\"program\", \"argument\"]"),
])
func aListThatIsRefusedIsMended(_ instruction: String, _ column: Int, _ expected: String) throws {
    let report = try #require(Dockerfile.parse("FROM a:1\n" + instruction).diagnostics.first?.report)
    #expect(report.expected == expected && report.range.start.column == column, "\(report)")
}

@Test(arguments: [
    ("# check=skip=DL3006", 1, Diagnostic.Severity.warning), ("# check=skip=all", 0, .warning),
    ("# check=skip=a,dl3006 ", 1, .warning),
    ("# check=error=true", 2, .error), ("# check=skip=StageNameCasing;error=true", 1, .error),
    ("# nothing", 2, .warning),
])
func theCheckDirectiveSkipsRulesAndMakesErrors(_ head: String, _ count: Int, _ severity: Diagnostic.Severity) {
    let findings = Linter().findings(in: Dockerfile.parse(head + "\nFROM a AS B"))
    #expect(findings.count == count)
    #expect(findings.allSatisfy { $0.severity == severity })
}

/// The comment is a rule's, and only for the instruction that it stands above.
@Test(arguments: [
    ("# hadolint ignore=DL3004", ["5:5-5:9"]), ("# hadolint ignore = dl3059 , DL3004 (it is needed)", ["5:5-5:9"]),
    ("# hadolint ignore=DL3004\n# check=skip=DL3059", ["6:5-6:9"]), ("#hadolint ignore=DL3004", ["5:5-5:9"]),
    ("# check=skip=DL3059,DL3004", ["5:5-5:9"]), ("# check=skip=all", ["5:5-5:9"]),
    ("# hadolint ignore=DL3004\n", ["5:3-5:7", "6:5-6:9"]),
    ("# hadolint ignore=DL3005", ["4:3-4:7", "5:5-5:9"]), ("# ignore=DL3004", ["4:3-4:7", "5:5-5:9"]),
    ("# hadolint ignore", ["4:3-4:7", "5:5-5:9"]), ("# check=error=true", ["4:3-4:7", "5:5-5:9"]),
    ("# hadolint global ignore=DL3004", []),
])
func commentsAboveAnInstruction(_ comment: String, _ expected: [String]) {
    let text = "FROM a:1\n\(comment)\nRUN x && \\\n  sudo y\nRUN sudo z"
    #expect(places("DL3004", in: text, LintContext()) == expected)
}

@Test func experimentalRulesAreAskedFor() {
    let text = "\n# other\nFROM a:1 AS b\n"
    #expect(Linter().findings(in: Dockerfile.parse(text)).isEmpty)
    for names in ["all", "InvalidDefinitionDescription"] {
        #expect(Linter().findings(in: Dockerfile.parse("# check=experimental=\(names)" + text)).count == 1)
    }
}

@Test func theLessonHasNoFindings() throws {
    let lesson = try #require(SyntaxCase.all.first { $0.name == "lesson" })
    #expect(Linter().text(on: try lesson.dockerfile(), file: "Dockerfile") == "")
}

@Test func commandsInHeredocsAreLocated() {
    let text = "FROM a:1\nRUN <<EOF\nset -e\n  sudo ls 2>&1 && \\\n  cd x\nEOF\n"
    #expect(places("DL3004", in: text, LintContext()) == ["4:3-4:7"])
}

/// At every quote all that is open in the word is looked through: without a bound, the time grows with the square of
/// the length.
@Test(.timeLimit(.minutes(20)))
func quotesThatNeverCloseAreReadInProportion() {
    let text = "FROM a:1\nRUN sudo " + Array(repeating: "`\"$(`\"${", count: 140_000).joined()
    #expect(places("DL3004", in: text, LintContext()) == ["2:5-2:9"])
}
