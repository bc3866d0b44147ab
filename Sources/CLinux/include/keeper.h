// The keeper ends programs when the process that started them is gone.
#pragma once

/// Starts the keeper, a process that kills process groups once this process has ended in any way. It leads a session of
/// its own, so that keys and hang-ups do not reach it. Returns a descriptor for messages to it, or -1 and `errno`. A
/// message is an `int`: a positive process group is added, a negative one is removed.
int slipway_keeper_start(void);
