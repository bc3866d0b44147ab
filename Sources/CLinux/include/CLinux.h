// Functions that must run between fork and exec, or that Swift cannot call. Each header has one subject.
#pragma once
#include "binds.h"
#include "descriptors.h"
#include "devices.h"
#include "keeper.h"
#include "paths.h"
#include "processes.h"
#include "namespaces.h"
#include "network.h"
#include "pty.h"
#include "signals.h"
#include "sockets.h"
#include "switch.h"
