// libyaml, which reads YAML as a stream of events. The archive is linked, and it needs nothing else; Swift packages around
// it bring the whole of Foundation with them, which is half of a program's size.
#include <yaml.h>
