#define _GNU_SOURCE
#include "processes.h"

#include <errno.h>
#include <pthread.h>
#include <signal.h>
#include <stdbool.h>
#include <stddef.h>
#include <sys/stat.h>

// A child whose parent is a thread is killed when that thread ends, and threads of pools end at any time. So one thread
// that lives as long as the process is the parent of all. A process with one thread needs no other, and may not have
// one: only such a process can enter a user namespace.

static pthread_mutex_t gate = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t changed = PTHREAD_COND_INITIALIZER;
static bool is_running;
/// What is to be started; NULL where nothing is.
static const struct slipway_command *wanted;
static bool is_started;
static pid_t started;
static int start_error;

static void *start_programs(void *nothing) {
    (void)nothing;
    pthread_mutex_lock(&gate);
    for (;;) {
        while (wanted == NULL || is_started) pthread_cond_wait(&changed, &gate);
        started = slipway_spawn(wanted, NULL);
        start_error = errno;
        is_started = true;
        pthread_cond_broadcast(&changed);
    }
    return NULL;
}

static int run_thread(void) {
    if (is_running) return 0;
    sigset_t all, before;
    sigfillset(&all);
    pthread_sigmask(SIG_SETMASK, &all, &before);
    pthread_t thread;
    int error = pthread_create(&thread, NULL, start_programs, NULL);
    pthread_sigmask(SIG_SETMASK, &before, NULL);
    if (error == 0) pthread_detach(thread);
    is_running = error == 0;
    return error;
}

static bool has_one_thread(void) {
    struct stat status;
    // A folder has a link for itself, one in its parent, and one for each folder in it.
    return stat("/proc/self/task", &status) == 0 && status.st_nlink == 3;
}

pid_t slipway_spawn_for_process(const struct slipway_command *command) {
    if (has_one_thread()) return slipway_spawn(command, NULL);
    pthread_mutex_lock(&gate);
    int error = run_thread();
    if (error != 0) {
        pthread_mutex_unlock(&gate);
        errno = error;
        return -1;
    }
    while (wanted != NULL) pthread_cond_wait(&changed, &gate);
    wanted = command;
    is_started = false;
    pthread_cond_broadcast(&changed);
    while (!is_started) pthread_cond_wait(&changed, &gate);
    pid_t process = started;
    error = start_error;
    wanted = NULL;
    pthread_cond_broadcast(&changed);
    pthread_mutex_unlock(&gate);
    errno = error;
    return process;
}
