// What ends programs when the process that started them is gone.
#pragma once

/// A process that ends process groups with SIGKILL once this process is gone, however it ended; one that leads a session,
/// so that no key and no hang-up reaches it. Returns a descriptor to tell it by, or -1 and `errno`: a positive process
/// group, as an `int`, is to be ended, a negative one no longer.
int slipway_keeper_start(void);
