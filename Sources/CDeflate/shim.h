// libdeflate, which packs five times as fast as zlib. The archive is linked: push and save alone use it, and no other
// command has to load a library for them.
#include <libdeflate.h>
