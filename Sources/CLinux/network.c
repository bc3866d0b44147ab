#define _GNU_SOURCE
#include "network.h"

#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <net/if.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sched.h>
#include <stdio.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/ioctl.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>

#ifndef IP_BIND_ADDRESS_NO_PORT
#define IP_BIND_ADDRESS_NO_PORT 24
#endif

int slipway_unshare_network(void) { return unshare(CLONE_NEWNET); }

static struct sockaddr_in address_of(uint32_t address, uint16_t port) {
    struct sockaddr_in result = {.sin_family = AF_INET, .sin_port = htons(port)};
    result.sin_addr.s_addr = htonl(address);
    return result;
}

static int set_address(int socket, const char *interface, uint32_t address) {
    struct ifreq request = {0};
    struct sockaddr_in value = address_of(address, 0);
    strncpy(request.ifr_name, interface, IFNAMSIZ - 1);
    memcpy(&request.ifr_addr, &value, sizeof value);
    if (ioctl(socket, SIOCSIFADDR, &request) != 0) return -1;
    value = address_of(0xFFFFFFFF, 0);
    memcpy(&request.ifr_netmask, &value, sizeof value);
    return ioctl(socket, SIOCSIFNETMASK, &request);
}

static int raise_interface(int socket, const char *interface) {
    struct ifreq request = {0};
    strncpy(request.ifr_name, interface, IFNAMSIZ - 1);
    if (ioctl(socket, SIOCGIFFLAGS, &request) != 0) return -1;
    request.ifr_flags |= IFF_UP | IFF_RUNNING;
    return ioctl(socket, SIOCSIFFLAGS, &request);
}

int slipway_raise_loopback(uint32_t container, uint32_t visitor) {
    int control = socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0);
    if (control < 0) return -1;
    int failed = raise_interface(control, "lo") != 0 || set_address(control, "lo:1", container) != 0
        || set_address(control, "lo:2", visitor) != 0;
    int error = errno;
    close(control);
    errno = error;
    return failed ? -1 : 0;
}

/// Binds a socket of that kind, and lets one of connections listen.
static int listen_on(const struct sockaddr *address, socklen_t length, int is_datagram) {
    int kind = (is_datagram ? SOCK_DGRAM : SOCK_STREAM) | SOCK_CLOEXEC | SOCK_NONBLOCK;
    int listener = socket(address->sa_family, kind, 0);
    if (listener < 0) return -1;
    int yes = 1;
    // For datagrams, this option would let two programs bind the port at once.
    if (!is_datagram) setsockopt(listener, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof yes);
    if (address->sa_family == AF_INET6) setsockopt(listener, IPPROTO_IPV6, IPV6_V6ONLY, &yes, sizeof yes);
    if (bind(listener, address, length) == 0 && (is_datagram || listen(listener, 4096) == 0)) return listener;
    int error = errno;
    close(listener);
    errno = error;
    return -1;
}

int slipway_listen(uint32_t ipv4, uint16_t port, int is_datagram) {
    struct sockaddr_in address = address_of(ipv4, port);
    return listen_on((struct sockaddr *)&address, sizeof address, is_datagram);
}

int slipway_listen_six(const uint8_t *ipv6, uint16_t port, int is_datagram) {
    struct sockaddr_in6 address = {.sin6_family = AF_INET6, .sin6_port = htons(port)};
    memcpy(&address.sin6_addr, ipv6, sizeof address.sin6_addr);
    return listen_on((struct sockaddr *)&address, sizeof address, is_datagram);
}

uint16_t slipway_local_port(int socket) {
    struct sockaddr_in6 address;
    socklen_t length = sizeof address;
    if (getsockname(socket, (struct sockaddr *)&address, &length) != 0) return 0;
    // The port has the same place in both families.
    return ntohs(address.sin6_port);
}

static void hurry(int socket) {
    int yes = 1;
    setsockopt(socket, IPPROTO_TCP, TCP_NODELAY, &yes, sizeof yes);
}

int slipway_accept(int socket) {
    int connection = accept4(socket, NULL, NULL, SOCK_NONBLOCK | SOCK_CLOEXEC);
    if (connection >= 0) hurry(connection);
    return connection;
}

int slipway_connect(uint32_t from, uint32_t to, uint16_t port, int is_datagram) {
    int kind = (is_datagram ? SOCK_DGRAM : SOCK_STREAM) | SOCK_CLOEXEC | SOCK_NONBLOCK;
    int connection = socket(AF_INET, kind, 0);
    if (connection < 0) return -1;
    int yes = 1;
    setsockopt(connection, IPPROTO_IP, IP_BIND_ADDRESS_NO_PORT, &yes, sizeof yes);
    if (!is_datagram) hurry(connection);
    struct sockaddr_in source = address_of(from, 0), target = address_of(to, port);
    if (bind(connection, (struct sockaddr *)&source, sizeof source) == 0
        && (connect(connection, (struct sockaddr *)&target, sizeof target) == 0 || errno == EINPROGRESS))
        return connection;
    int error = errno;
    close(connection);
    errno = error;
    return -1;
}

int slipway_enter_network(const char *path) {
    int target = open(path, O_RDONLY | O_CLOEXEC);
    if (target < 0) return -1;
    int entered = setns(target, CLONE_NEWNET);
    int error = errno;
    close(target);
    errno = error;
    return entered;
}

static void limit_waits(int socket, int seconds) {
    struct timeval limit = {.tv_sec = seconds};
    setsockopt(socket, SOL_SOCKET, SO_RCVTIMEO, &limit, sizeof limit);
    setsockopt(socket, SOL_SOCKET, SO_SNDTIMEO, &limit, sizeof limit);
}

int slipway_reach(const uint8_t *address, int size, uint16_t port, int is_datagram, int seconds) {
    struct sockaddr_in four = {.sin_family = AF_INET, .sin_port = htons(port)};
    struct sockaddr_in6 six = {.sin6_family = AF_INET6, .sin6_port = htons(port)};
    int is_six = size == sizeof six.sin6_addr;
    if (is_six) memcpy(&six.sin6_addr, address, sizeof six.sin6_addr);
    else memcpy(&four.sin_addr, address, sizeof four.sin_addr);
    int kind = is_datagram ? SOCK_DGRAM | SOCK_NONBLOCK : SOCK_STREAM;
    int target = socket(is_six ? AF_INET6 : AF_INET, kind | SOCK_CLOEXEC, 0);
    if (target < 0) return -1;
    if (!is_datagram) limit_waits(target, seconds);
    const struct sockaddr *place = is_six ? (const struct sockaddr *)&six : (const struct sockaddr *)&four;
    if (connect(target, place, is_six ? sizeof six : sizeof four) == 0) return target;
    int error = errno;
    close(target);
    errno = error;
    return -1;
}

int slipway_accept_waiting(int socket, int seconds) {
    int connection = accept4(socket, NULL, NULL, SOCK_CLOEXEC);
    if (connection >= 0) limit_waits(connection, seconds);
    return connection;
}

int slipway_connection_error(int socket) {
    int error = 0;
    socklen_t length = sizeof error;
    return getsockopt(socket, SOL_SOCKET, SO_ERROR, &error, &length) == 0 ? error : errno;
}

void slipway_abort_connection(int socket) {
    struct linger none = {.l_onoff = 1, .l_linger = 0};
    setsockopt(socket, SOL_SOCKET, SO_LINGER, &none, sizeof none);
    close(socket);
}

int slipway_network_namespace_path(char *path, int size) {
    return snprintf(path, (size_t)size, "/proc/%d/task/%d/ns/net", getpid(), gettid());
}

int slipway_poll_create(void) { return epoll_create1(EPOLL_CLOEXEC); }

int slipway_poll_watch(int poll, int descriptor, int is_edge) {
    uint32_t changes = EPOLLIN | EPOLLOUT | EPOLLRDHUP | EPOLLET;
    struct epoll_event event = {.events = is_edge ? changes : (uint32_t)EPOLLIN, .data = {.fd = descriptor}};
    return epoll_ctl(poll, EPOLL_CTL_ADD, descriptor, &event);
}

int slipway_poll_wait(int poll, int *descriptors, int capacity, int timeout) {
    struct epoll_event events[64];
    int count = epoll_wait(poll, events, capacity < 64 ? capacity : 64, timeout);
    for (int i = 0; i < count; i++) descriptors[i] = events[i].data.fd;
    return count;
}

ssize_t slipway_receive(int socket, void *bytes, size_t size, struct slipway_peer *peer) {
    socklen_t length = sizeof peer->bytes;
    memset(peer, 0, sizeof *peer);
    ssize_t count = recvfrom(socket, bytes, size, 0, (struct sockaddr *)peer->bytes, &length);
    if (count >= 0) peer->length = length;
    return count;
}

ssize_t slipway_answer(int socket, const void *bytes, size_t count, const struct slipway_peer *peer) {
    return sendto(socket, bytes, count, MSG_NOSIGNAL, (const struct sockaddr *)peer->bytes, peer->length);
}

ssize_t slipway_send(int socket, const void *bytes, size_t count) { return send(socket, bytes, count, MSG_NOSIGNAL); }

/// The limit that this process was started with, and 1 more, once it has raised it; else 0.
static _Atomic rlim_t limit_at_start;

void slipway_raise_descriptor_limit(void) {
    struct rlimit limit;
    if (getrlimit(RLIMIT_NOFILE, &limit) != 0 || limit.rlim_cur == limit.rlim_max) return;
    limit_at_start = limit.rlim_cur + 1;
    limit.rlim_cur = limit.rlim_max;
    setrlimit(RLIMIT_NOFILE, &limit);
}

void slipway_restore_descriptor_limit(void) {
    struct rlimit limit;
    if (limit_at_start == 0 || getrlimit(RLIMIT_NOFILE, &limit) != 0) return;
    limit.rlim_cur = limit_at_start - 1;
    setrlimit(RLIMIT_NOFILE, &limit);
}

uint32_t slipway_outward_address(void) {
    int probe = socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0);
    if (probe < 0) return 0;
    // Connecting a datagram socket sends nothing; the address is from a range that is reserved for documentation.
    struct sockaddr_in target = address_of(0xC6336401, 9), own = {0};
    socklen_t length = sizeof own;
    int known = connect(probe, (struct sockaddr *)&target, sizeof target) == 0
        && getsockname(probe, (struct sockaddr *)&own, &length) == 0;
    close(probe);
    return known ? ntohl(own.sin_addr.s_addr) : 0;
}
