#define _GNU_SOURCE
#include "sockets.h"

#include <errno.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

static int make(const char *path, int flags, struct sockaddr_un *address) {
    memset(address, 0, sizeof *address);
    address->sun_family = AF_UNIX;
    if (strlen(path) >= sizeof address->sun_path) {
        errno = ENAMETOOLONG;
        return -1;
    }
    strcpy(address->sun_path, path);
    return socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | flags, 0);
}

static int give_up(int socket) {
    int error = errno;
    close(socket);
    errno = error;
    return -1;
}

int slipway_unix_listen(const char *path) {
    struct sockaddr_un address;
    int listener = make(path, SOCK_NONBLOCK, &address);
    if (listener < 0) return -1;
    mode_t before = umask(0077);
    int bound = bind(listener, (struct sockaddr *)&address, sizeof address);
    umask(before);
    return bound == 0 && listen(listener, 64) == 0 ? listener : give_up(listener);
}

int slipway_unix_connect(const char *path) {
    struct sockaddr_un address;
    int connection = make(path, 0, &address);
    if (connection < 0) return -1;
    int connected;
    do connected = connect(connection, (struct sockaddr *)&address, sizeof address);
    while (connected != 0 && errno == EINTR);
    return connected == 0 ? connection : give_up(connection);
}

int slipway_unix_accept(int listener, int is_blocking) {
    return accept4(listener, NULL, NULL, SOCK_CLOEXEC | (is_blocking ? 0 : SOCK_NONBLOCK));
}

int slipway_receive_descriptor(int connection) {
    char byte[256];
    struct iovec part = {byte, sizeof byte};
    union {
        struct cmsghdr header;
        char bytes[CMSG_SPACE(sizeof(int))];
    } control;
    struct msghdr message = {
        .msg_iov = &part, .msg_iovlen = 1, .msg_control = &control, .msg_controllen = sizeof control};
    ssize_t count;
    do count = recvmsg(connection, &message, MSG_CMSG_CLOEXEC);
    while (count < 0 && errno == EINTR);
    if (count < 0) return -1;
    struct cmsghdr *header = CMSG_FIRSTHDR(&message);
    if (header == NULL || header->cmsg_type != SCM_RIGHTS) {
        errno = EPROTO;
        return -1;
    }
    int descriptor;
    memcpy(&descriptor, CMSG_DATA(header), sizeof descriptor);
    return descriptor;
}
