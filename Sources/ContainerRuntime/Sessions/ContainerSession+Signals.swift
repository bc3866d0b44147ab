internal import Clocks
internal import Glibc

extension ContainerSession {
    /// Passes on a signal that this process has got.
    ///
    /// One that asks to end is not sent to a first process that would never notice it: whoever pressed Ctrl-C wants the
    /// terminal back. `unheardSignal` tells it then.
    func pass(_ number: Int32, to container: ContainerProcess) {
        guard [SIGINT, SIGTERM, SIGHUP].contains(number) else { return container.signal(number) }
        // The terminal is gone, or going: a program that lives on after SIGHUP would have nobody.
        let asked = number == SIGHUP ? SIGTERM : number
        let isHeard = Signals.isHeard(asked, by: container.process)
        if deadline != nil || !isHeard {
            if deadline == nil { unheardSignal = asked }
            deadline = deadline ?? Clock.now
            return container.signal(SIGKILL)
        }
        deadline = Clock.now + Double(settings.stopTimeout ?? 10)
        container.signal(asked)
    }
}
