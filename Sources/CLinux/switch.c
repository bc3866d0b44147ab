#define _GNU_SOURCE
#include "switch.h"

#include <arpa/inet.h>
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <linux/if_packet.h>
#include <linux/rtnetlink.h>
#include <linux/veth.h>
#include <net/ethernet.h>
#include <net/if.h>
#include <poll.h>
#include <sched.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <sys/un.h>
#include <unistd.h>

#ifndef PACKET_IGNORE_OUTGOING
#define PACKET_IGNORE_OUTGOING 23
#endif

/// Before each frame is a header of at most twelve bytes. It names checksums and segments that the card has to make.
enum { frame_size = 70000, header_size = 10, mostly_seen = 256 };

static void hardware_address(uint32_t address, unsigned char *bytes) {
    const unsigned char made[6] = {0x02, 0x42, address >> 24, address >> 16 & 255, address >> 8 & 255, address & 255};
    memcpy(bytes, made, sizeof made);
}

struct link_request {
    struct nlmsghdr header;
    struct ifinfomsg link;
    char attributes[512];
};

static struct rtattr *begin(struct link_request *request, int type) {
    struct rtattr *place = (struct rtattr *)((char *)request + NLMSG_ALIGN(request->header.nlmsg_len));
    place->rta_type = (unsigned short)type;
    place->rta_len = RTA_LENGTH(0);
    request->header.nlmsg_len = NLMSG_ALIGN(request->header.nlmsg_len) + RTA_LENGTH(0);
    return place;
}

static void end(struct link_request *request, struct rtattr *place) {
    place->rta_len = (unsigned short)((char *)request + request->header.nlmsg_len - (char *)place);
}

static void add(struct link_request *request, int type, const void *value, size_t size) {
    struct rtattr *place = begin(request, type);
    memcpy(RTA_DATA(place), value, size);
    request->header.nlmsg_len += (unsigned)size;
    end(request, place);
}

/// Sends the request in the calling thread's namespace; 0, or -1 and `errno`.
static int ask(struct link_request *request) {
    int netlink = socket(AF_NETLINK, SOCK_RAW | SOCK_CLOEXEC, NETLINK_ROUTE);
    if (netlink < 0) return -1;
    struct { struct nlmsghdr header; struct nlmsgerr error; char rest[1024]; } answer;
    ssize_t count = send(netlink, request, request->header.nlmsg_len, 0);
    if (count >= 0) count = recv(netlink, &answer, sizeof answer, 0);
    int error = count < 0 ? errno : 0;
    if (!error && answer.header.nlmsg_type == NLMSG_ERROR) error = -answer.error.error;
    close(netlink);
    errno = error;
    return error ? -1 : 0;
}

/// A pair of cards: `port` here, the other in the namespace.
static int make_pair(int namespace_file, const char *name, uint32_t address) {
    struct link_request request = {.header = {.nlmsg_len = NLMSG_LENGTH(sizeof(struct ifinfomsg)),
                                              .nlmsg_type = RTM_NEWLINK,
                                              .nlmsg_flags = NLM_F_REQUEST | NLM_F_CREATE | NLM_F_EXCL | NLM_F_ACK}};
    unsigned char hardware[6];
    hardware_address(address, hardware);
    add(&request, IFLA_IFNAME, "port", 5);
    struct rtattr *information = begin(&request, IFLA_LINKINFO);
    add(&request, IFLA_INFO_KIND, "veth", 4);
    struct rtattr *data = begin(&request, IFLA_INFO_DATA);
    struct rtattr *peer = begin(&request, VETH_INFO_PEER);
    struct ifinfomsg none = {0};
    memcpy((char *)&request + request.header.nlmsg_len, &none, sizeof none);
    request.header.nlmsg_len += sizeof none;
    add(&request, IFLA_IFNAME, name, strlen(name) + 1);
    add(&request, IFLA_ADDRESS, hardware, sizeof hardware);
    add(&request, IFLA_NET_NS_FD, &namespace_file, sizeof namespace_file);
    end(&request, peer);
    end(&request, data);
    end(&request, information);
    return ask(&request);
}

static int set_up(const char *name, uint32_t address, int prefix) {
    int control = socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0);
    if (control < 0) return -1;
    struct ifreq request = {0};
    strncpy(request.ifr_name, name, IFNAMSIZ - 1);
    struct sockaddr_in value = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(address)};
    memcpy(&request.ifr_addr, &value, sizeof value);
    int failed = address != 0 && ioctl(control, SIOCSIFADDR, &request) != 0;
    value.sin_addr.s_addr = htonl(prefix ? 0xFFFFFFFFu << (32 - prefix) : 0);
    memcpy(&request.ifr_netmask, &value, sizeof value);
    if (!failed && address != 0) failed = ioctl(control, SIOCSIFNETMASK, &request) != 0;
    if (!failed) failed = ioctl(control, SIOCGIFFLAGS, &request) != 0;
    request.ifr_flags |= IFF_UP | IFF_RUNNING;
    if (!failed) failed = ioctl(control, SIOCSIFFLAGS, &request) != 0;
    int error = errno;
    close(control);
    errno = error;
    return failed ? -1 : 0;
}

static int open_port(void) {
    int card = socket(AF_PACKET, SOCK_RAW | SOCK_CLOEXEC, htons(ETH_P_ALL));
    if (card < 0) return -1;
    int yes = 1, room = 8 << 20;
    struct sockaddr_ll place = {.sll_family = AF_PACKET, .sll_protocol = htons(ETH_P_ALL)};
    place.sll_ifindex = (int)if_nametoindex("port");
    setsockopt(card, SOL_SOCKET, SO_RCVBUFFORCE, &room, sizeof room);
    setsockopt(card, SOL_PACKET, PACKET_IGNORE_OUTGOING, &yes, sizeof yes);
    if (setsockopt(card, SOL_PACKET, PACKET_VNET_HDR, &yes, sizeof yes) == 0
        && bind(card, (struct sockaddr *)&place, sizeof place) == 0)
        return card;
    int error = errno;
    close(card);
    errno = error;
    return -1;
}

int slipway_card_make(const char *namespace_path, const char *name, uint32_t address, int prefix) {
    int container = open(namespace_path, O_RDONLY | O_CLOEXEC);
    if (container < 0) return -1;
    int card = -1;
    if (unshare(CLONE_NEWNET) == 0 && make_pair(container, name, address) == 0 && set_up("port", 0, 0) == 0)
        card = open_port();
    int made = card >= 0 && setns(container, CLONE_NEWNET) == 0 && set_up(name, address, prefix) == 0;
    int error = errno;
    close(container);
    if (!made && card >= 0) close(card);
    errno = error;
    return made ? card : -1;
}

static struct sockaddr_un place_of(int folder, uint32_t address) {
    struct sockaddr_un place = {.sun_family = AF_UNIX};
    snprintf(place.sun_path, sizeof place.sun_path, "/proc/self/fd/%d/card-%08x", folder, address);
    return place;
}

void slipway_card_forget(int folder, uint32_t address) { unlink(place_of(folder, address).sun_path); }

int slipway_card_listen(int folder, uint32_t address) {
    int arrivals = socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0);
    if (arrivals < 0) return -1;
    struct sockaddr_un place = place_of(folder, address);
    unlink(place.sun_path);
    int room = 4 << 20;
    setsockopt(arrivals, SOL_SOCKET, SO_RCVBUF, &room, sizeof room);
    if (bind(arrivals, (struct sockaddr *)&place, sizeof place) == 0) return arrivals;
    int error = errno;
    close(arrivals);
    errno = error;
    return -1;
}

/// Waits until one of two descriptors can be read; 0 once it is `stop`.
static int wait_for(int source, int stop) {
    struct pollfd polled[2] = {{.fd = source, .events = POLLIN}, {.fd = stop, .events = POLLIN}};
    while (poll(polled, 2, -1) < 0)
        if (errno != EINTR) return 0;
    return polled[1].revents == 0;
}

void slipway_card_receive(int card, int arrivals, int stop) {
    static _Thread_local char frame[frame_size];
    while (wait_for(arrivals, stop)) {
        ssize_t count;
        while ((count = recv(arrivals, frame, sizeof frame, MSG_DONTWAIT)) > 0)
            // A frame that the card does not accept is lost, as on any network.
            if (count > header_size) send(card, frame, (size_t)count, MSG_NOSIGNAL);
    }
}

/// Sockets to other cards, by the address in their hardware address.
struct known_cards {
    int folder;
    struct { uint32_t address; int socket; } list[mostly_seen];
};

static int socket_to(struct known_cards *cards, uint32_t address) {
    int slot = (int)(address % mostly_seen);
    if (cards->list[slot].socket >= 0 && cards->list[slot].address == address) return cards->list[slot].socket;
    int target = socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0);
    struct sockaddr_un place = place_of(cards->folder, address);
    // The send has a timeout, so that an owner that hangs does not block the others for ever.
    struct timeval patience = {.tv_usec = 200000};
    int room = 4 << 20;
    setsockopt(target, SOL_SOCKET, SO_SNDTIMEO, &patience, sizeof patience);
    setsockopt(target, SOL_SOCKET, SO_SNDBUF, &room, sizeof room);
    if (target < 0 || connect(target, (struct sockaddr *)&place, sizeof place) != 0) {
        if (target >= 0) close(target);
        return -1;
    }
    if (cards->list[slot].socket >= 0) close(cards->list[slot].socket);
    cards->list[slot].socket = target;
    cards->list[slot].address = address;
    return target;
}

static void hand_to(struct known_cards *cards, uint32_t address, const char *frame, size_t count) {
    int target = socket_to(cards, address);
    if (target < 0 || send(target, frame, count, MSG_NOSIGNAL) >= 0) return;
    if (errno != ECONNREFUSED && errno != ECONNRESET && errno != ENOTCONN) return;
    // Its owner is gone; another may have its place.
    int slot = (int)(address % mostly_seen);
    close(cards->list[slot].socket);
    cards->list[slot].socket = -1;
}

/// Sends a broadcast frame to every other card of the folder.
static void hand_to_all(struct known_cards *cards, uint32_t own, const char *frame, size_t count) {
    int copy = openat(cards->folder, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    DIR *listing = copy < 0 ? NULL : fdopendir(copy);
    if (listing == NULL) return;
    struct dirent *entry;
    while ((entry = readdir(listing)) != NULL) {
        unsigned address;
        if (sscanf(entry->d_name, "card-%8x", &address) == 1 && address != own)
            hand_to(cards, address, frame, count);
    }
    closedir(listing);
}

void slipway_card_send(int card, int folder, uint32_t own, int stop) {
    static _Thread_local char frame[frame_size];
    struct known_cards *cards = malloc(sizeof *cards);
    if (cards == NULL) return;
    cards->folder = folder;
    for (int i = 0; i < mostly_seen; i++) cards->list[i].socket = -1;
    while (wait_for(card, stop)) {
        ssize_t count;
        while ((count = recv(card, frame, sizeof frame, MSG_DONTWAIT)) > 0) {
            if (count < header_size + 14) continue;
            const unsigned char *target = (const unsigned char *)frame + header_size;
            if (target[0] & 1) {
                hand_to_all(cards, own, frame, (size_t)count);
            } else {
                uint32_t address = (uint32_t)target[2] << 24 | (uint32_t)target[3] << 16 | (uint32_t)target[4] << 8
                    | target[5];
                hand_to(cards, address, frame, (size_t)count);
            }
        }
    }
    for (int i = 0; i < mostly_seen; i++)
        if (cards->list[i].socket >= 0) close(cards->list[i].socket);
    free(cards);
}
