// The devices cgroup.
#pragma once

/// Opens a control group (version 2) below the one with the open directory `parent`, and makes it where it is missing.
/// Its processes may open only the devices that every container has. Several processes may make the same group at
/// once. Returns an open directory with close-on-exec, or -1 and `errno`.
int slipway_device_group(int parent, const char *name);
