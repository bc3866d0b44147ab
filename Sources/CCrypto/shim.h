// SHA-256 of the system's libcrypto. The archive is linked and only its functions of SHA-256 are taken out of it: the
// shared library has five megabytes to relocate at each start. These functions are deprecated because a newer interface
// can choose among providers, which have to be loaded first; there is nothing to choose here.
#define OPENSSL_SUPPRESS_DEPRECATED
#include <openssl/sha.h>
