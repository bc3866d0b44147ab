import Foundation
import Testing

extension EndToEnd {
    /// A start that fails, because there are too few descriptors or processes, harms nothing else that runs.
    @Suite(.enabled(if: Program.isBuilt, "needs ./slipway test"), .timeLimit(.minutes(20)))
    struct FewDescriptorTests {
        /// It runs in a PID namespace of its own, so that a kill by mistake does not reach the machine's processes.
        @Test(.enabled(if: geteuid() == 0, "needs root for a PID namespace"))
        func aStartThatFailsKillsNobody() throws {
            let lab = try FaultLab()
            defer { lab.remove() }
            let script = """
                sleep 1000 & bystander=$!
                for limit in $(seq 16 3 34); do
                    (ulimit -n $limit; timeout 60 "$0" run --rm project:v1 true) >>said 2>&1
                    (ulimit -n $limit; timeout 60 "$0" build --quiet --no-cache project) >>said 2>&1
                    kill -0 $bystander || exit 7
                done
                kill $bystander
                echo alive
                """
            let built = try lab.user.program(FaultLab.build)
            try #require(built.status == 0, "\(built.errors)")
            let outcome = try lab.user.program.run(
                ["unshare", "--pid", "--fork", "--mount-proc", "bash", "-c", script, Program.binary])
            #expect(outcome.output.hasSuffix("alive\n"), "\(outcome)")
            try lab.checkThatNothingIsLost("few descriptors", again: FaultLab.build)
        }
    }
}
