#define _GNU_SOURCE
#include "keeper.h"

#include "signals.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

/// The most groups that are remembered, more than any program here has at once.
enum { kept_groups = 1024 };

/// The keeper's work: remembers process groups until the pipe is closed, then kills them.
static void keep_groups(int calls) {
    static pid_t groups[kept_groups];
    pid_t call;
    ssize_t count;
    while ((count = read(calls, &call, sizeof call)) == sizeof call || (count < 0 && errno == EINTR)) {
        if (count < 0) continue;
        pid_t wanted = call > 0 ? 0 : -call;
        for (int i = 0; i < kept_groups; i++)
            if (groups[i] == wanted) { groups[i] = call > 0 ? call : 0; break; }
    }
    for (int i = 0; i < kept_groups; i++)
        slipway_signal_group(groups[i], SIGKILL);
}

/// Runs in a copy of the parent that has one thread: only calls that are safe there.
static void become_keeper(int calls) {
    setsid();
    for (int number = 1; number < NSIG; number++) signal(number, SIG_IGN);
    sigset_t none;
    sigemptyset(&none);
    sigprocmask(SIG_SETMASK, &none, NULL);
    prctl(PR_SET_NAME, "slipway-keeper");
    if (dup2(calls, 0) < 0) _exit(1);
    syscall(SYS_close_range, 1, ~0U, 0);
    keep_groups(0);
    _exit(0);
}

int slipway_keeper_start(void) {
    int ends[2];
    if (pipe2(ends, O_CLOEXEC) != 0) return -1;
    sigset_t all, before;
    sigfillset(&all);
    pthread_sigmask(SIG_SETMASK, &all, &before);
    pid_t middle = fork();
    if (middle == 0) {
        // Nobody waits for the keeper: it belongs to process 1.
        pid_t keeper = fork();
        if (keeper == 0) become_keeper(ends[0]);
        _exit(keeper < 0);
    }
    int error = errno;
    pthread_sigmask(SIG_SETMASK, &before, NULL);
    close(ends[0]);
    if (middle > 0) {
        int status = 0;
        while (waitpid(middle, &status, 0) < 0 && errno == EINTR) {}
        // Nobody would read the pipe, and a write would end this process.
        if (status == 0) return ends[1];
        error = EAGAIN;
    }
    close(ends[1]);
    errno = error;
    return -1;
}
