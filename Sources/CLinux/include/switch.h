// A network that containers of one user share. Each container has a virtual network card. A thread of the container's
// supervising process holds the other end of it, and these processes pass frames to each other.
#pragma once

#include <stdint.h>

/// Puts a network card with an address (host byte order) into a network namespace, and returns the card's other end: a
/// packet socket; -1 and `errno`. Moves the calling thread into other namespaces: call it in a thread of its own.
///
/// The card lives as long as the socket, and its hardware address is `02:42` and the address.
int slipway_card_make(const char *namespace_path, const char *name, uint32_t address, int prefix);

/// Makes the datagram socket for a card's incoming frames in the network's folder. It is named after the address, and
/// replaces one that a dead process has left. Returns a descriptor, or -1 and `errno`.
int slipway_card_listen(int folder, uint32_t address);

/// Carries frames from the card to the other cards of the folder until `stop` can be read. For a thread of its own.
void slipway_card_send(int card, int folder, uint32_t address, int stop);

/// Carries frames that arrive to the card until `stop` can be read. For a thread of its own.
void slipway_card_receive(int card, int arrivals, int stop);

/// Removes the socket of an address from the network's folder.
void slipway_card_forget(int folder, uint32_t address);
