internal import Files
internal import Glibc
public import Listings

extension HostFacts {
    /// What the kernel and the files of /etc say of this machine.
    public static func read() -> HostFacts {
        var names = utsname()
        uname(&names)
        func text<Value>(_ value: Value) -> String {
            withUnsafeBytes(of: value) { String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self) }
        }
        return HostFacts(
            name: text(names.nodename), kernel: text(names.release), machine: text(names.machine),
            processors: Int(sysconf(Int32(_SC_NPROCESSORS_ONLN))),
            memory: Int64(sysconf(Int32(_SC_PHYS_PAGES)) * sysconf(Int32(_SC_PAGESIZE))),
            release: (try? WholeFile.read("/etc/os-release")).map { String(decoding: $0, as: UTF8.self) } ?? "",
            isRoot: geteuid() == 0, hasUnifiedGroups: access("/sys/fs/cgroup/cgroup.controllers", R_OK) == 0)
    }
}
