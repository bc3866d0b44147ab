// Namespaces and mounts.
#pragma once

/// `fork`, which Swift does not offer. Only for a process with one thread.
int slipway_fork(void);

/// Moves the process into a mount namespace of its own. Returns 0, or -1 and `errno`.
int slipway_unshare_mounts(void);

/// How far `slipway_unshare_user` got.
enum slipway_user_step {
    SLIPWAY_USER_DONE,
    /// A pipe or a process could not be made; see `errno`.
    SLIPWAY_USER_PREPARE,
    /// The kernel refused the namespaces; see `errno`.
    SLIPWAY_USER_UNSHARE,
    /// The command that writes the map of users, or of groups, failed.
    SLIPWAY_USER_MAP,
    /// The process could not become user 0 of its namespace; see `errno`.
    SLIPWAY_USER_BECOME,
};

/// Puts the process, which must have one thread, into a user namespace and a mount namespace of its own, as user 0.
///
/// The two commands (argument vectors that begin with a path) write the namespace's maps, and run outside of it. If
/// `uid_command` is NULL, only the caller's own user and group are mapped, to 0.
enum slipway_user_step slipway_unshare_user(char *const *uid_command, char *const *gid_command);

/// Puts the process, which must have one thread, into the user namespace of another process of the same user, and into a
/// mount namespace of its own, as user 0. `has_groups` where more than one group is mapped there.
enum slipway_user_step slipway_join_user(int process, int has_groups);

/// `mount`, with `directory` (a descriptor, or -1) as the working directory of this one call, for relative paths in
/// `data`: the process's own working directory does not change. Returns 0, or -1 and `errno`.
int slipway_mount(
    int directory, const char *source, const char *target, const char *type, unsigned long flags, const char *data);

/// The same as `slipway_mount` with the newer system calls (`fsopen`), which accept settings of more than a page. The
/// settings are names and values in turn, ended by NULL; a flag has an empty value. Returns 0, or -1 and `errno`.
int slipway_mount_settings(
    int directory, const char *type, const char *target, unsigned long flags, char *const *settings);

/// `umount2`. With `detach`, the mount disappears from the tree at once, and ends when its last user does.
int slipway_unmount(const char *target, int detach);

/// Removes a directory with all that is below it on the same file system. Returns 0, or -1 and `errno`.
int slipway_remove_tree(const char *path);

/// The bytes of disk space that everything below a directory takes on the same file system; 0 where it cannot be read.
long long slipway_tree_size(const char *path);

/// The flags of `mount` that are used here.
extern const unsigned long slipway_mount_bind, slipway_mount_protect, slipway_mount_tmpfs, slipway_mount_overlay;

/// The type of the file system at `path`, as `statfs` numbers it; 0 where it cannot be told.
long slipway_file_system_type(const char *path);

/// The flag O_PATH of `open`, which gives a descriptor of a path without access to its content.
extern const int slipway_open_path;
