// Paths that never lead out of a directory, and the calls on paths that Swift cannot spell.
#pragma once

#include <stdint.h>
#include <stddef.h>

// The functions of <sys/xattr.h> are declared here, because including that header would make some types belong both to
// Glibc and to this module, and Swift files could not tell which of the two to import.
int fsetxattr(int file, const char *name, const void *value, size_t size, int flags);
int lsetxattr(const char *path, const char *name, const void *value, size_t size, int flags);
long fgetxattr(int file, const char *name, void *value, size_t size);
long lgetxattr(const char *path, const char *name, void *value, size_t size);
long flistxattr(int file, char *list, size_t size);
long llistxattr(const char *path, char *list, size_t size);

/// Opens `path` as a process would whose root directory is `root`: absolute links and `..` stay inside
/// (`openat2`, RESOLVE_IN_ROOT). Links of /proc are never followed. Returns a descriptor, or -1 and `errno`.
int slipway_open_in_root(int root, const char *path, int flags, unsigned mode);

/// Opens `path` below `root`; fails with EXDEV where a link, `..` or `/` would lead out (RESOLVE_BENEATH). In a path of
/// PATH_MAX bytes and more no part may be a link.
int slipway_open_beneath(int root, const char *path, int flags, unsigned mode);

/// As `slipway_open_beneath`, and fails with ELOOP where any part of `path` is a symbolic link. Takes paths of any length.
int slipway_open_without_links(int root, const char *path, int flags, unsigned mode);

/// Reads entries of an open folder (`getdents64`): each has the length of the whole entry in two bytes at 16, its type
/// (`DT_…`) at 18, and its name with a NUL at 19. Returns how many bytes, 0 at the end; -1 and `errno`.
long slipway_read_folder(int folder, void *buffer, size_t size);

/// `renameat2` with RENAME_NOREPLACE. Returns 0, or -1 and `errno`.
int slipway_rename_new(int from_dir, const char *from, int to_dir, const char *to);

/// `renameat2` with RENAME_EXCHANGE: each of two names in a directory gets the other's file. Returns 0, or -1 and `errno`.
int slipway_exchange(int dir, const char *one, const char *other);

/// `fallocate` with FALLOC_FL_KEEP_SIZE: the file's first `bytes` have space on the disk, and the file keeps its length.
/// Returns 0, or -1 and `errno`.
int slipway_reserve(int file, int64_t bytes);

/// Sets access and modification time of `name` itself, not of what it links to. Returns 0, or -1 and `errno`.
int slipway_set_times(int dir, const char *name, int64_t seconds, int64_t nanoseconds);

/// `mknodat` for a character device (`S_IFCHR`), a block device or a FIFO, with the parts of the device number.
int slipway_make_node(int dir, const char *name, unsigned mode, unsigned major_number, unsigned minor_number);

/// The parts of a device number.
unsigned slipway_device_major(uint64_t device);
unsigned slipway_device_minor(uint64_t device);

/// Shares the content of `from` with `to` where the file system can (FICLONE). Returns 0, or -1 and `errno`.
int slipway_clone_file(int to, int from);

/// Copies up to `count` bytes from where `from` stands to where `to` stands, inside the kernel. Returns how many, 0 at the
/// end; -1 and `errno` where the file systems cannot.
long slipway_copy_range(int to, int from, size_t count);

/// `syncfs`: flushes the whole file system that `descriptor` lies on. Returns 0, or -1 and `errno`.
int slipway_sync_file_system(int descriptor);
