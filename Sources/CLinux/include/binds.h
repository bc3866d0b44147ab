// Bind mounts: the parts of the host that a program sees.
#pragma once

/// A bind mount of a path of the host, with everything that is mounted below it. None of these mounts allows devices,
/// and with `is_read_only` none allows writing.
struct slipway_bind {
    const char *source;
    /// The mount point, which must exist: a directory for a directory, an empty file for everything else.
    const char *place;
    int is_read_only;
    /// Whether devices are allowed, for a source that is itself a harmless device such as /dev/null.
    int keeps_devices;
};

/// Makes bind mounts in a process that has its own mount namespace. Returns 0, or -1 and `errno`; `failed` then is the
/// index of the one that could not be made.
int slipway_make_binds(const struct slipway_bind *binds, int count, int *failed);
