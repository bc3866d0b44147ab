// The first process of a container that is run with `--init`: docker-init -- COMMAND [ARGUMENT…]
//
// The kernel treats the first process of a container differently: signals that it has no handler for do not touch it, and
// processes whose parents have ended become its children. Most programs count on neither. So this one stands in between: it
// passes signals on, waits for every child, and ends as its command ends. It is linked statically, because it is mounted
// into images whose C library is another one, or that have none.
#define _GNU_SOURCE
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

static struct sigaction at_start[NSIG];

/// Signals that are not passed on. Most are raised by faults of this program itself. SIGTTIN and SIGTTOU mean that this
/// program has used the terminal, which now belongs to the command.
static int stays_here(int number) {
    switch (number) {
    case SIGILL: case SIGTRAP: case SIGABRT: case SIGBUS: case SIGFPE: case SIGSEGV: case SIGSYS: return 1;
    case SIGTTIN: case SIGTTOU: return 1;
    default: return 0;
    }
}

/// Never called, because all signals are blocked and fetched. Without a handler the kernel would show these signals as
/// ignored, and whoever stops the container would not give it time to end.
static void take_notice(int number) { (void)number; }

/// Blocks what is passed on, and returns it; `before` gets what was blocked until now.
static sigset_t hold_signals(sigset_t *before) {
    sigset_t held;
    sigfillset(&held);
    for (int number = 1; number < NSIG; number++) {
        struct sigaction action = {.sa_handler = take_notice};
        sigaction(number, NULL, &at_start[number]);
        if (number == SIGTTIN || number == SIGTTOU) action.sa_handler = SIG_IGN;
        else if (stays_here(number)) action = at_start[number];
        if (stays_here(number)) sigdelset(&held, number);
        // Signals that cannot be caught cannot be passed on either.
        sigaction(number, &action, NULL);
    }
    sigprocmask(SIG_SETMASK, &held, before);
    return held;
}

/// The child: becomes the command, with the terminal and all signals as this program found them.
static void become(char **words, const sigset_t *before) {
    setpgid(0, 0);
    // The command becomes the terminal's foreground group, so that it gets Ctrl-C. Without a terminal this fails.
    tcsetpgrp(STDIN_FILENO, getpgrp());
    for (int number = 1; number < NSIG; number++) sigaction(number, &at_start[number], NULL);
    sigprocmask(SIG_SETMASK, before, NULL);
    execvp(words[0], words);
    int error = errno;
    fprintf(stderr, "[FATAL docker-init (%d)] exec %s failed: %s\n", (int)getpid(), words[0], strerror(error));
    // The statuses are those of a shell: 127 for a command that does not exist, 126 for one that cannot be started.
    _exit(error == ENOENT || error == ENOTDIR ? 127 : 126);
}

/// Waits for all that have ended; ends with the command, if it is among them.
static void reap(pid_t command) {
    int status;
    pid_t ended;
    while ((ended = waitpid(-1, &status, WNOHANG)) > 0) {
        if (ended != command) continue;
        exit(WIFSIGNALED(status) ? 128 + WTERMSIG(status) : WEXITSTATUS(status));
    }
}

int main(int count, char **words) {
    int first = count > 1 && strcmp(words[1], "--") == 0 ? 2 : 1;
    if (first >= count) {
        fprintf(stderr, "docker-init: a command is missing: docker-init -- COMMAND [ARGUMENT...]\n");
        return 125;
    }
    sigset_t before, held = hold_signals(&before);
    pid_t command = fork();
    if (command == 0) become(words + first, &before);
    if (command < 0) {
        fprintf(stderr, "[FATAL docker-init (%d)] fork failed: %s\n", (int)getpid(), strerror(errno));
        return 126;
    }
    for (;;) {
        int number = sigwaitinfo(&held, NULL);
        if (number == SIGCHLD) reap(command);
        else if (number > 0) kill(command, number);
    }
}
