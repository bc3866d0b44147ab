// libarchive, which is only looked for when there is an archive: with the nine libraries that it stands on it would
// take more of a build's start than the build. `archive_read_new` and `archive_write_new` give NULL where it is not
// installed; the other functions are for what those two made.
#include <archive.h>
#include <archive_entry.h>
