// Sockets, and network namespaces of single threads.
#pragma once

#include <stdint.h>
#include <stddef.h>

/// Gives the calling thread, and no other, an empty network namespace. Returns 0, or -1 and `errno`.
int slipway_unshare_network(void);

/// Brings the loopback interface of the calling thread's namespace up and gives it two more IPv4 addresses (host byte
/// order): that of the container and that of its visitors. Returns 0, or -1 and `errno`.
int slipway_raise_loopback(uint32_t container, uint32_t visitor);

/// Listens on an IPv4 address (host byte order), for connections or for datagrams. Returns a non-blocking descriptor, or -1
/// and `errno`.
int slipway_listen(uint32_t ipv4, uint16_t port, int is_datagram);

/// The same on an IPv6 address of sixteen bytes, and on that alone.
int slipway_listen_six(const uint8_t *ipv6, uint16_t port, int is_datagram);

/// The port that a socket listens on.
uint16_t slipway_local_port(int socket);

/// The next connection of a listening socket, non-blocking; -1 and `errno`.
int slipway_accept(int socket);

/// Begins a connection in the calling thread's namespace from one address to another (host byte order). A socket for
/// datagrams is connected at once. Returns a non-blocking descriptor, or -1 and `errno`.
int slipway_connect(uint32_t from, uint32_t to, uint16_t port, int is_datagram);

/// The sender of a datagram: an address of any family. Equal senders have equal bytes.
struct slipway_peer {
    _Alignas(8) unsigned char bytes[28];
    unsigned length;
};

/// The next datagram, and who sent it. Returns its size, or -1 and `errno`.
long slipway_receive(int socket, void *bytes, size_t size, struct slipway_peer *peer);

/// Sends a datagram to who sent one. Returns what was sent, or -1 and `errno`.
long slipway_answer(int socket, const void *bytes, size_t count, const struct slipway_peer *peer);

/// Puts the calling thread, and no other, into the network namespace that is bound at a path. Returns 0, or -1 and `errno`.
int slipway_enter_network(const char *path);

/// Connects to an address of 4 or 16 bytes in the calling thread's namespace. A socket for datagrams does not block; a
/// connection does, for at most `seconds` in each call. Returns a descriptor, or -1 and `errno`.
int slipway_reach(const uint8_t *address, int size, uint16_t port, int is_datagram, int seconds);

/// The next connection of a listening socket. It blocks, for at most `seconds` in each call. Returns -1 and `errno` on
/// failure.
int slipway_accept_waiting(int socket, int seconds);

/// The result of a connection that was begun: 0 on success, otherwise the error number.
int slipway_connection_error(int socket);

/// Closes a connection so that the other side sees it was refused, not ended.
void slipway_abort_connection(int socket);

/// The name of the calling thread's network namespace below /proc, for others to join.
int slipway_network_namespace_path(char *path, int size);

/// An epoll instance; -1 and `errno`.
int slipway_poll_create(void);

/// Watches a descriptor: for something to read, or with `is_edge` for every change of a connection.
int slipway_poll_watch(int poll, int descriptor, int is_edge);

/// Waits (milliseconds, -1 for ever) and writes the descriptors with news; their number, or -1 and `errno`.
int slipway_poll_wait(int poll, int *descriptors, int capacity, int timeout);

/// `send` that raises no SIGPIPE.
long slipway_send(int socket, const void *bytes, size_t count);

/// Raises the limit of open descriptors as far as this user may.
void slipway_raise_descriptor_limit(void);

/// Restores the original limit, in a child that shares the memory of the process that raised it.
void slipway_restore_descriptor_limit(void);

/// The address of this machine towards other machines, in host byte order; 0 without a network.
uint32_t slipway_outward_address(void);
