#define _GNU_SOURCE
#include "paths.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <linux/fs.h>
#include <linux/openat2.h>
#include <stdio.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/sysmacros.h>
#include <unistd.h>

static int open_resolving(int root, const char *path, int flags, mode_t mode, uint64_t resolve) {
    struct open_how how = {
        .flags = (uint64_t)(unsigned)(flags | O_CLOEXEC),
        // openat2 refuses a mode where nothing can be created.
        .mode = (flags & O_CREAT) || (flags & O_TMPFILE) == O_TMPFILE ? mode & 07777 : 0,
        .resolve = resolve | RESOLVE_NO_MAGICLINKS,
    };
    int result;
    // EAGAIN: a rename elsewhere raced with `..`; the kernel asks to try again.
    do result = (int)syscall(SYS_openat2, root, path, &how, sizeof how);
    while (result < 0 && (errno == EAGAIN || errno == EINTR));
    return result;
}

int slipway_open_in_root(int root, const char *path, int flags, mode_t mode) {
    return open_resolving(root, path, flags, mode, RESOLVE_IN_ROOT);
}

/// The end of the longest piece of a path that the kernel accepts in one call; 0 where the first name is too long.
static size_t piece_of(const char *path, size_t length) {
    if (length < PATH_MAX) return length;
    size_t end = PATH_MAX - 1;
    while (end > 0 && path[end] != '/') end--;
    return end;
}

/// Opens a path that is longer than the kernel takes, folder by folder. The pieces have no links between them, so each is
/// below the one before.
static int open_in_pieces(int root, const char *path, int flags, mode_t mode) {
    const uint64_t resolve = RESOLVE_BENEATH | RESOLVE_NO_SYMLINKS;
    char piece[PATH_MAX];
    int folder = root;
    for (;;) {
        size_t length = strlen(path), count = piece_of(path, length);
        int result = -1;
        if (count == 0) {
            errno = ENAMETOOLONG;
        } else {
            memcpy(piece, path, count);
            piece[count] = 0;
            result = count == length ? open_resolving(folder, piece, flags, mode, resolve)
                                     : open_resolving(folder, piece, O_PATH | O_DIRECTORY, 0, resolve);
        }
        int error = errno;
        if (folder != root) close(folder);
        errno = error;
        if (result < 0 || count == length) return result;
        folder = result;
        path += count + 1;
        while (*path == '/') path++;
    }
}

int slipway_open_beneath(int root, const char *path, int flags, mode_t mode) {
    if (strlen(path) >= PATH_MAX) return open_in_pieces(root, path, flags, mode);
    return open_resolving(root, path, flags, mode, RESOLVE_BENEATH);
}

int slipway_open_without_links(int root, const char *path, int flags, mode_t mode) {
    if (strlen(path) >= PATH_MAX) return open_in_pieces(root, path, flags, mode);
    return open_resolving(root, path, flags, mode, RESOLVE_BENEATH | RESOLVE_NO_SYMLINKS);
}

long slipway_read_folder(int folder, void *buffer, size_t size) {
    return syscall(SYS_getdents64, folder, buffer, size);
}

int slipway_rename_new(int from_dir, const char *from, int to_dir, const char *to) {
    return renameat2(from_dir, from, to_dir, to, RENAME_NOREPLACE);
}

int slipway_exchange(int dir, const char *one, const char *other) {
    return renameat2(dir, one, dir, other, RENAME_EXCHANGE);
}

int slipway_reserve(int file, int64_t bytes) { return fallocate(file, FALLOC_FL_KEEP_SIZE, 0, bytes); }

int slipway_set_times(int dir, const char *name, int64_t seconds, int64_t nanoseconds) {
    const struct timespec times[2] = {{seconds, nanoseconds}, {seconds, nanoseconds}};
    return utimensat(dir, name, times, AT_SYMLINK_NOFOLLOW);
}

int slipway_make_node(int dir, const char *name, mode_t mode, unsigned major_number, unsigned minor_number) {
    return mknodat(dir, name, mode, makedev(major_number, minor_number));
}

unsigned slipway_device_major(uint64_t device) { return major(device); }
unsigned slipway_device_minor(uint64_t device) { return minor(device); }

int slipway_clone_file(int to, int from) { return ioctl(to, FICLONE, from); }

long slipway_copy_range(int to, int from, size_t count) {
    return copy_file_range(from, NULL, to, NULL, count, 0);
}

int slipway_sync_file_system(int descriptor) { return syncfs(descriptor); }
