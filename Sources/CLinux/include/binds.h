// What of the host a program sees in its own mounts.
#pragma once

/// Something of the host that a program's mounts show at a second place, with all that is mounted below it, and with
/// fewer rights: no devices, and where `is_read_only` no writing, in any of these mounts.
struct slipway_bind {
    const char *source;
    /// There already: a directory for a directory, an empty file for all else.
    const char *place;
    int is_read_only;
    /// For a source that is itself a harmless device, /dev/null for example.
    int keeps_devices;
};

/// Makes them, for a process with mounts of its own. 0, or -1 and errno; `failed` becomes the number of the one that could
/// not be made.
int slipway_make_binds(const struct slipway_bind *binds, int count, int *failed);
