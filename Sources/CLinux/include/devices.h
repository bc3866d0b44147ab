// The devices cgroup.
#pragma once

/// A control group (version 2) below the one that `parent` is an open directory of, whose processes may open no devices
/// but those that every container has; made where it is not there, by any process of that name's makers. Returns an open
/// directory, closed on exec, or -1 and `errno`.
int slipway_device_group(int parent, const char *name);
