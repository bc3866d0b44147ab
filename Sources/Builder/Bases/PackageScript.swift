/// The shell script that fetches packages with apt, in a folder of its own that apt takes for the whole system.
///
/// apt itself fetches one file after the other from a host, and unpacks when all are there. Here eight fetch at a time, each
/// against the digest of the signed list, and unpack what has come.
enum PackageScript {
    /// What the script calls, beside the programs that every system has.
    static let tools = ["apt-get", "dpkg-deb"]

    /// Words behind the script: a folder to work in, the archive to make, packages, packages that are not fetched although
    /// those need them, and options for tar that say what is left out.
    ///
    /// It prints `I: ` and what it does; `T: ` and how many packages there are; `D` for each that is unpacked.
    static let text = #"""
        set -eu
        export LC_ALL=C
        place=$(mktemp -d "$1/packages-XXXXXX")
        archive=$2 packages=$3 omitted=$4
        shift 4
        cd "$place"
        mkdir -p etc/apt/apt.conf.d etc/apt/preferences.d etc/apt/sources.list.d var/lib/apt/lists/partial \
            var/cache/apt/archives/partial var/lib/dpkg fetched tree
        : >var/lib/dpkg/status
        # The shorter list would be the one of xz, which takes longer to unpack than the rest of the list to come.
        cat >apt.conf <<END
        Dir "$place";
        Dir::State::Status "$place/var/lib/dpkg/status";
        Dir::Etc::Trusted "/etc/apt/trusted.gpg";
        Dir::Etc::TrustedParts "/etc/apt/trusted.gpg.d/";
        Dir::Cache::srcpkgcache "";
        APT::Architectures "$(dpkg --print-architecture)";
        APT::Install-Recommends "false";
        APT::Sandbox::User "root";
        APT::Update::Error-Mode "any";
        Acquire::Languages "none";
        Acquire::CompressionTypes::Order:: "gz";
        Acquire::ForceHash "SHA256";
        Acquire::Retries "2";
        END
        export APT_CONFIG=$place/apt.conf
        keyring=/usr/share/keyrings/debian-archive-keyring.gpg
        if [ -r $keyring ]; then signed="[signed-by=$keyring]"; else signed=; fi
        cat >etc/apt/sources.list <<END
        deb $signed http://deb.debian.org/debian bookworm main
        deb $signed http://deb.debian.org/debian bookworm-updates main
        deb $signed http://security.debian.org/debian-security bookworm-security main
        END

        echo "I: reading the lists of packages"
        apt-get -qq update
        apt-get -qq --print-uris install $packages >uris
        sed -n "s/^'\([^']*\)' \([^ ]*\) [0-9]* \(SHA256:[0-9a-f]*\)\$/\1 fetched\/\2 \3/p" uris >all
        if [ ! -s all ] || [ "$(wc -l <all)" != "$(wc -l <uris)" ]; then
            echo "E: a package has no SHA-256 digest in the list"
            exit 1
        fi
        awk -v omitted=" $omitted " '{ split($2, part, "[/_]"); if (!index(omitted, " " part[2] " ")) print }' all >list

        echo "T: $(wc -l <list)"
        echo "I: fetching packages"
        xargs -n 6 -P 8 sh -ec '
            /usr/lib/apt/apt-helper -qq download-file "$@"
            while [ $# != 0 ]; do
                dpkg-deb --fsys-tarfile "$2" >"$2.tar"
                rm "$2"
                echo D
                shift 3
            done' sh <list

        # In one order of names, and with folders of one time: so the same packages give the same bytes everywhere.
        echo "I: packing the file system"
        cat fetched/*.tar | tar -x -C tree --ignore-zeros --preserve-permissions --same-owner --numeric-owner \
            --anchored --wildcards --no-wildcards-match-slash "$@"
        newest=$(find tree ! -type d -printf '%T@\n' | sort -n | tail -n 1)
        find tree -type d -exec touch -d "@$newest" {} +
        tar -C tree --sort=name --format=gnu --numeric-owner -cf "$archive" .
        cd /
        rm -rf "$place"
        """#
}
