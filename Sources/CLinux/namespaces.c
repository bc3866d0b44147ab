#define _GNU_SOURCE
#include "namespaces.h"

#include <errno.h>
#include <fcntl.h>
#include <ftw.h>
#include <grp.h>
#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mount.h>
#include <sys/syscall.h>
#include <sys/vfs.h>
#include <sys/wait.h>
#include <unistd.h>

const unsigned long slipway_mount_bind = MS_BIND | MS_REC;
const unsigned long slipway_mount_protect = MS_BIND | MS_REMOUNT | MS_RDONLY;
const unsigned long slipway_mount_tmpfs = MS_NOSUID | MS_NODEV;
const unsigned long slipway_mount_overlay = MS_NODEV;
const int slipway_open_path = O_PATH;

int slipway_fork(void) { return fork(); }

static int make_mounts_private(void) { return mount(NULL, "/", NULL, MS_REC | MS_PRIVATE, NULL); }

int slipway_unshare_mounts(void) { return unshare(CLONE_NEWNS) == 0 ? make_mounts_private() : -1; }

static int write_file(const char *path, const char *text) {
    int file = open(path, O_WRONLY | O_CLOEXEC);
    if (file < 0) return -1;
    ssize_t written = write(file, text, strlen(text));
    int error = errno;
    close(file);
    errno = error;
    return written < 0 ? -1 : 0;
}

/// Runs a command without output and waits for it; 0 where it succeeded.
static int run_quietly(char *const *command) {
    pid_t child = fork();
    if (child < 0) return -1;
    if (child == 0) {
        int nothing = open("/dev/null", O_RDWR);
        for (int i = 0; i < 3; i++) dup2(nothing, i);
        execv(command[0], command);
        _exit(127);
    }
    int status;
    while (waitpid(child, &status, 0) < 0)
        if (errno != EINTR) return -1;
    return status == 0 ? 0 : -1;
}

/// The work of the helper outside the namespace: waits for the byte that says that it exists, then writes its maps.
static void write_maps(int go, char *const *uid_command, char *const *gid_command) {
    char byte;
    if (read(go, &byte, 1) != 1) _exit(1);
    _exit(run_quietly(uid_command) == 0 && run_quietly(gid_command) == 0 ? 0 : 1);
}

static int map_one(uid_t uid, gid_t gid) {
    char text[64];
    if (write_file("/proc/self/setgroups", "deny") != 0 && errno != ENOENT) return -1;
    snprintf(text, sizeof text, "0 %u 1", uid);
    if (write_file("/proc/self/uid_map", text) != 0) return -1;
    snprintf(text, sizeof text, "0 %u 1", gid);
    return write_file("/proc/self/gid_map", text);
}

static enum slipway_user_step become_root(int has_groups) {
    if (has_groups && setgroups(0, NULL) != 0) return SLIPWAY_USER_BECOME;
    if (setresgid(0, 0, 0) != 0 || setresuid(0, 0, 0) != 0) return SLIPWAY_USER_BECOME;
    return make_mounts_private() == 0 ? SLIPWAY_USER_DONE : SLIPWAY_USER_UNSHARE;
}

static enum slipway_user_step unshare_with_one_user(void) {
    uid_t uid = geteuid();
    gid_t gid = getegid();
    if (unshare(CLONE_NEWUSER | CLONE_NEWNS) != 0) return SLIPWAY_USER_UNSHARE;
    if (map_one(uid, gid) != 0) return SLIPWAY_USER_MAP;
    return become_root(0);
}

enum slipway_user_step slipway_unshare_user(char *const *uid_command, char *const *gid_command) {
    if (uid_command == NULL) return unshare_with_one_user();
    int go[2];
    if (pipe2(go, O_CLOEXEC) != 0) return SLIPWAY_USER_PREPARE;
    pid_t helper = fork();
    if (helper < 0) return SLIPWAY_USER_PREPARE;
    if (helper == 0) {
        close(go[1]);
        write_maps(go[0], uid_command, gid_command);
    }
    close(go[0]);
    int refused = unshare(CLONE_NEWUSER | CLONE_NEWNS) != 0 ? errno : 0;
    // Without the byte, the helper ends by itself when the pipe is closed.
    int told = refused == 0 && write(go[1], "", 1) == 1;
    close(go[1]);
    int status = 1;
    while (waitpid(helper, &status, 0) < 0 && errno == EINTR) {}
    errno = refused;
    if (refused) return SLIPWAY_USER_UNSHARE;
    if (!told || status != 0) return SLIPWAY_USER_MAP;
    return become_root(1);
}

enum slipway_user_step slipway_join_user(int process, int has_groups) {
    int target = (int)syscall(SYS_pidfd_open, process, 0);
    if (target < 0) return SLIPWAY_USER_PREPARE;
    int joined = setns(target, CLONE_NEWUSER) == 0 && unshare(CLONE_NEWNS) == 0;
    int error = errno;
    close(target);
    errno = error;
    return joined ? become_root(has_groups) : SLIPWAY_USER_UNSHARE;
}

/// Runs a function in a child that shares memory, but neither the working directory nor descriptors, until it ends.
static int run_beside(int (*function)(void *), void *argument) {
    _Alignas(16) char stack[32768];
    sigset_t all, before;
    sigfillset(&all);
    pthread_sigmask(SIG_SETMASK, &all, &before);
    pid_t child = clone(function, stack + sizeof stack, CLONE_VM | CLONE_VFORK | SIGCHLD, argument);
    int error = child < 0 ? errno : 0;
    if (child >= 0)
        while (waitpid(child, NULL, 0) < 0 && errno == EINTR) {}
    pthread_sigmask(SIG_SETMASK, &before, NULL);
    return error;
}

struct mount_call {
    int directory;
    const char *source, *target, *type;
    unsigned long flags;
    const char *data;
    int error;
};

static int mount_from_directory(void *argument) {
    struct mount_call *call = argument;
    if (fchdir(call->directory) != 0
        || mount(call->source, call->target, call->type, call->flags, call->data) != 0)
        call->error = errno;
    return 0;
}

int slipway_mount(
    int directory, const char *source, const char *target, const char *type, unsigned long flags, const char *data) {
    if (directory < 0) return mount(source, target, type, flags, data);
    struct mount_call call = {directory, source, target, type, flags, data, 0};
    int error = run_beside(mount_from_directory, &call);
    errno = error ? error : call.error;
    return errno == 0 ? 0 : -1;
}

/// What the kernel's header of the newer calls says; it cannot be included beside <sys/mount.h> everywhere.
enum { SETTING_FLAG = 0, SETTING_STRING = 1, SETTING_CREATE = 6, MOVE_EMPTY_PATH = 4 };

struct configured_mount {
    int directory;
    const char *type, *target;
    unsigned long flags;
    char *const *settings;
    int error;
};

static int set(int context, const char *name, const char *value) {
    const unsigned command = *value ? SETTING_STRING : SETTING_FLAG;
    return (int)syscall(SYS_fsconfig, context, command, name, *value ? value : NULL, 0);
}

static int mount_configured(const struct configured_mount *call) {
    if (fchdir(call->directory) != 0) return -1;
    int context = (int)syscall(SYS_fsopen, call->type, 1 /* close on exec */);
    if (context < 0) return -1;
    for (char *const *setting = call->settings; *setting; setting += 2)
        if (set(context, setting[0], setting[1]) != 0) return -1;
    if (syscall(SYS_fsconfig, context, SETTING_CREATE, NULL, NULL, 0) != 0) return -1;
    // The flags of a mount that are used here have the same numbers in both calls.
    int made = (int)syscall(SYS_fsmount, context, 1 /* close on exec */, (unsigned)call->flags);
    if (made < 0) return -1;
    return (int)syscall(SYS_move_mount, made, "", AT_FDCWD, call->target, MOVE_EMPTY_PATH);
}

static int run_configured_mount(void *argument) {
    struct configured_mount *call = argument;
    if (mount_configured(call) != 0) call->error = errno;
    return 0;
}

int slipway_mount_settings(
    int directory, const char *type, const char *target, unsigned long flags, char *const *settings) {
    struct configured_mount call = {directory, type, target, flags, settings, 0};
    int error = run_beside(run_configured_mount, &call);
    errno = error ? error : call.error;
    return errno == 0 ? 0 : -1;
}

int slipway_unmount(const char *target, int detach) {
    return umount2(target, UMOUNT_NOFOLLOW | (detach ? MNT_DETACH : 0));
}

static int remove_one(const char *path, const struct stat *status, int type, struct FTW *place) {
    (void)status, (void)type, (void)place;
    return remove(path);
}

int slipway_remove_tree(const char *path) { return nftw(path, remove_one, 32, FTW_DEPTH | FTW_PHYS | FTW_MOUNT); }

static _Thread_local long long tree_size;

static int add_size(const char *path, const struct stat *status, int type, struct FTW *place) {
    (void)path, (void)type, (void)place;
    tree_size += (long long)status->st_blocks * 512;
    return 0;
}

long long slipway_tree_size(const char *path) {
    tree_size = 0;
    return nftw(path, add_size, 32, FTW_PHYS | FTW_MOUNT) == 0 ? tree_size : 0;
}

long slipway_file_system_type(const char *path) {
    struct statfs status;
    return statfs(path, &status) == 0 ? (long)status.f_type : 0;
}
