// What must happen between fork and exec, or has no Swift spelling. One header an idea.
#pragma once
#include "devices.h"
#include "paths.h"
#include "processes.h"
#include "namespaces.h"
#include "network.h"
#include "pty.h"
#include "signals.h"
#include "sockets.h"
#include "switch.h"
