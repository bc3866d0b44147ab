import Foundation
import Glibc
import Testing

extension EndToEnd {
    /// Where a user may have few processes and threads, every command ends, and says what is missing.
    @Suite(.enabled(if: Program.isBuilt, "needs ./slipway test"), .timeLimit(.minutes(20)))
    struct FewProcessTests {
        /// The limit counts all processes of a user and does not bind root, so the test has a user of its own without
        /// other processes.
        @Test(.enabled(if: geteuid() == 0, "needs root to become a user who has no processes"))
        func everyCommandEndsWithAWord() throws {
            let script = """
                area=$(mktemp -d) && cd "$area" && trap 'rm -rf "$area"' EXIT
                printf 'FROM scratch\\nCOPY Dockerfile /there\\n' >Dockerfile
                chown -R 40213:40213 .
                limited() {
                    timeout -s KILL 60 setpriv --reuid 40213 --regid 40213 --clear-groups \\
                        env HOME="$area" SLIPWAY_HOME="$area/home" \\
                        bash -c 'ulimit -u "$1"; shift; exec "$@"' limited "$@" </dev/null 2>&1
                }
                said=$(limited 500 "$0" build --quiet --tag made:v1 .) || echo "without a limit: $said"
                for limit in 2 3 4 5 6 8 12; do
                    for words in 'pull 127.0.0.1:1/none:v1' 'build --no-cache --quiet .' \\
                        "save --format oci-dir --compression gzip --output $limit made:v1"; do
                        said=$(limited $limit "$0" $words)
                        case $? in
                        0) ;;
                        1) [ -n "$said" ] || echo "$words says nothing with $limit processes" ;;
                        *) echo "$words with $limit processes ends with $?: $said" ;;
                        esac
                        all+=$said
                    done
                done
                case $all in *'ulimit -u'*) ;; *) echo "nothing names the limit: $all" ;; esac
                echo 'all ended'
                """
            let program = Program(folder: FileManager.default.temporaryDirectory)
            let outcome = try program.run(["bash", "-c", script, Program.binary])
            #expect(outcome.output == "all ended\n", "\(outcome)")
        }
    }
}
