// Unix sockets with a path, and descriptors that are sent through them.
#pragma once

/// Listens at a path of at most 107 bytes, for its owner alone. Returns a non-blocking descriptor, or -1 and `errno`.
int slipway_unix_listen(const char *path);

/// Connects to a path of at most 107 bytes; waits for the other side's `accept` where many wait. Returns a blocking
/// descriptor, or -1 and `errno`.
int slipway_unix_connect(const char *path);

/// The next connection of a listening socket, closed on exec; non-blocking unless `is_blocking`. -1 and `errno`.
int slipway_unix_accept(int listener, int is_blocking);

/// The descriptor that the other side sends with its next message, closed on exec; -1 and `errno`.
int slipway_receive_descriptor(int connection);
