/// A `docker` that is a shell script: it keeps names of images, what a builder remembers, and containers in files of its own,
/// and writes down what it was told. Of a build it remembers one record, by the image's name.
public struct ScriptedDocker: Sendable {
    private let folder: ScratchFolder

    /// The folder for PATH.
    public var path: String { folder("docker-bin") }
    /// The script itself.
    public var program: String { path + "/docker" }

    public init(in folder: ScratchFolder) throws {
        self.folder = folder
        try folder.put(Self.script, at: "docker-bin/docker", mode: 0o755)
        for kind in ["images", "records", "containers", "unnamed", "told"] { try set(kind, []) }
    }

    /// Makes a kind of things these: `images` ("NAME ID"), `records`, `containers` ("ID IMAGE"), `unnamed`.
    public func set(_ kind: String, _ lines: [String]) throws {
        try folder.put(lines.map { $0 + "\n" }.joined(), at: "docker-bin/daemon/" + kind)
    }

    /// The lines of a kind; of `told` the command lines, and `ran NAME` or `cached NAME` behind those of builds.
    public func lines(_ kind: String) throws -> [String] {
        try folder.text("docker-bin/daemon/" + kind).split(separator: "\n").map(String.init)
    }

    private static let script = #"""
        #!/bin/bash
        PATH=/usr/bin:/bin
        cd "${0%/*}/daemon" || exit 1
        echo "$*" >>told
        drop() { grep -v -- "$1" "$2" >"$2.new"; mv "$2.new" "$2"; }
        case "$1 $2" in
        version\ *) echo '{"Client":{"Version":"20.10.24","Context":"default"},"Server":{"Version":"20.10.24"}}' ;;
        buildx\ *) exit 1 ;;
        "system df")
            count=0 comma=
            printf '['
            while read -r id; do
                count=$((count + 1))
                printf '%s{"ID":"%s","CreatedAt":"%04d"}' "$comma" "$id" $count
                comma=,
            done <records
            echo ']' ;;
        "builder prune")
            id=${*: -1}
            drop "^${id#id=}\$" records ;;
        "image ls")
            case "$*" in *dangling=true*) cat unnamed ;; *) cut -d' ' -f2 images ;; esac ;;
        "image inspect")
            line=$(grep -m1 "^$3 " images) || exit 1
            layer=sha256:$(printf '1%.0s' {1..64})
            echo '[{"Id":"'"${line#* }"'","RepoTags":["'"$3"'"],"Size":7,"Architecture":"amd64","Os":"linux",' \
                '"Config":{"Labels":null},"RootFS":{"Type":"layers","Layers":["'"$layer"'"]}}]' ;;
        tag\ *)
            line=$(grep -m1 "^$2 " images) || exit 1
            drop "^$3 " images
            echo "$3 ${line#* }" >>images ;;
        rmi\ *)
            for name; do
                drop "^$name " images
                drop "^$name\$" unnamed
            done ;;
        ps\ *) cut -d' ' -f1 containers ;;
        "container inspect")
            shift 2
            comma=
            printf '['
            for id; do
                image=$(grep -m1 "^$id " containers) || continue
                printf '%s{"Id":"%s","Name":"/%s","Config":{"Image":"%s"},"State":{"Status":"running"}}' \
                    "$comma" "$id" "$id" "${image#* }"
                comma=,
            done
            echo ']' ;;
        "rm --force")
            shift 2
            for id; do drop "^$id " containers; done ;;
        build\ *)
            name=
            while [ $# -gt 0 ]; do
                [ "$1" != -t ] || name=$2
                shift
            done
            [ -n "$name" ] || exit 0
            record=made-${name//[:\/]/-}
            if grep -qx -- "$record" records; then
                echo "cached $name" >>told
            else
                echo "ran $name" >>told
                echo "$record" >>records
            fi
            drop "^$name " images
            echo "$name sha256:$RANDOM" >>images ;;
        esac

        """#
}
