#define _GNU_SOURCE
#include "binds.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/mount.h>
#include <sys/statvfs.h>
#include <unistd.h>

/// For kernels before 5.12, which change the rights of one mount only: what is mounted below the source is left out.
static int make_lone_bind(const struct slipway_bind *bind) {
    if (mount(bind->source, bind->place, NULL, MS_BIND, NULL) != 0) return -1;
    struct statvfs status;
    if (statvfs(bind->place, &status) != 0) return -1;
    // The flags of statvfs have the same values as those of mount. A bind must keep the restrictions of its source.
    unsigned long kept = ST_NOSUID | ST_NODEV | ST_NOEXEC | ST_RDONLY | ST_NOATIME | ST_NODIRATIME;
    unsigned long flags = status.f_flag & kept;
    if (status.f_flag & ST_RELATIME) flags |= MS_RELATIME;
    if (bind->is_read_only) flags |= MS_RDONLY;
    if (!bind->keeps_devices) flags |= MS_NODEV;
    return mount(NULL, bind->place, NULL, MS_REMOUNT | MS_BIND | flags, NULL);
}

/// The restrictions are set on a detached copy of the source's mounts, so that it is never visible without them.
static int make_bind(const struct slipway_bind *bind) {
    unsigned flags = OPEN_TREE_CLONE | OPEN_TREE_CLOEXEC;
    struct mount_attr rights = {0};
    if (bind->is_read_only) rights.attr_set |= MOUNT_ATTR_RDONLY;
    if (!bind->keeps_devices) rights.attr_set |= MOUNT_ATTR_NODEV;
    int tree = open_tree(AT_FDCWD, bind->source, flags | AT_RECURSIVE);
    if (tree < 0) return -1;
    int made = mount_setattr(tree, "", AT_EMPTY_PATH | AT_RECURSIVE, &rights, sizeof rights);
    if (made == 0) made = move_mount(tree, "", AT_FDCWD, bind->place, MOVE_MOUNT_F_EMPTY_PATH);
    int error = errno;
    close(tree);
    errno = error;
    return made != 0 && error == ENOSYS ? make_lone_bind(bind) : made;
}

int slipway_make_binds(const struct slipway_bind *binds, int count, int *failed) {
    for (int i = 0; i < count; i++)
        if (make_bind(&binds[i]) != 0) {
            *failed = i;
            return -1;
        }
    return 0;
}
