#define _GNU_SOURCE
#include "devices.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/bpf.h>
#include <stddef.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

enum { ANY = -1 };

/// What a container may open, as Docker has it: null, zero, full, random, urandom, tty, console, ptmx and terminals.
static const struct { int major, minor; } devices[] = {
    {1, 3}, {1, 5}, {1, 7}, {1, 8}, {1, 9}, {5, 0}, {5, 1}, {5, 2}, {136, ANY},
};
enum { DEVICES = sizeof devices / sizeof devices[0] };

static struct bpf_insn load(int to, int offset) {
    return (struct bpf_insn){.code = BPF_LDX | BPF_W | BPF_MEM, .dst_reg = to, .src_reg = BPF_REG_1, .off = offset};
}

static struct bpf_insn compute(int operation, int with, int value) {
    return (struct bpf_insn){.code = BPF_ALU64 | operation | BPF_K, .dst_reg = with, .imm = value};
}

static struct bpf_insn jump(int operation, int with, int value, int over) {
    return (struct bpf_insn){.code = BPF_JMP | operation | BPF_K, .dst_reg = with, .off = over, .imm = value};
}

/// The program: 1 where the access is allowed. Its context is `struct bpf_cgroup_dev_ctx`.
static int write_program(struct bpf_insn *at) {
    struct bpf_insn *start = at;
    int tests = 0;
    for (int i = 0; i < DEVICES; i++) tests += devices[i].minor == ANY ? 2 : 3;
    *at++ = load(BPF_REG_2, offsetof(struct bpf_cgroup_dev_ctx, access_type));
    *at++ = (struct bpf_insn){.code = BPF_ALU64 | BPF_MOV | BPF_X, .dst_reg = BPF_REG_3, .src_reg = BPF_REG_2};
    *at++ = compute(BPF_RSH, BPF_REG_3, 16);
    *at++ = compute(BPF_AND, BPF_REG_3, BPF_DEVCG_ACC_READ | BPF_DEVCG_ACC_WRITE);
    // Making a node is allowed, because the runtime sets up /dev; the container's seccomp filter forbids it.
    *at++ = jump(BPF_JEQ, BPF_REG_3, 0, 4 + tests + 2);
    *at++ = compute(BPF_AND, BPF_REG_2, 0xFFFF);
    *at++ = jump(BPF_JNE, BPF_REG_2, BPF_DEVCG_DEV_CHAR, 2 + tests);
    *at++ = load(BPF_REG_4, offsetof(struct bpf_cgroup_dev_ctx, major));
    *at++ = load(BPF_REG_5, offsetof(struct bpf_cgroup_dev_ctx, minor));
    for (int i = 0; i < DEVICES; i++) {
        int is_any = devices[i].minor == ANY;
        tests -= is_any ? 2 : 3;
        *at++ = jump(BPF_JNE, BPF_REG_4, devices[i].major, is_any ? 1 : 2);
        if (!is_any) *at++ = jump(BPF_JNE, BPF_REG_5, devices[i].minor, 1);
        *at++ = jump(BPF_JA, 0, 0, tests + 2);
    }
    for (int allowed = 0; allowed < 2; allowed++) {
        *at++ = (struct bpf_insn){.code = BPF_ALU64 | BPF_MOV | BPF_K, .dst_reg = BPF_REG_0, .imm = allowed};
        *at++ = (struct bpf_insn){.code = BPF_JMP | BPF_EXIT};
    }
    return (int)(at - start);
}

static int call(int command, union bpf_attr *attributes) {
    return (int)syscall(SYS_bpf, command, attributes, sizeof *attributes);
}

static int load_program(void) {
    struct bpf_insn program[16 + 3 * DEVICES];
    union bpf_attr attributes;
    memset(&attributes, 0, sizeof attributes);
    attributes.prog_type = BPF_PROG_TYPE_CGROUP_DEVICE;
    attributes.insns = (unsigned long)program;
    attributes.insn_cnt = write_program(program);
    attributes.license = (unsigned long)"";
    return call(BPF_PROG_LOAD, &attributes);
}

/// Whether a program is already attached to the group.
static int is_guarded(int group) {
    union bpf_attr attributes;
    memset(&attributes, 0, sizeof attributes);
    attributes.query.target_fd = group;
    attributes.query.attach_type = BPF_CGROUP_DEVICE;
    return call(BPF_PROG_QUERY, &attributes) == 0 && attributes.query.prog_cnt > 0;
}

/// Two processes may do this at once: the second program takes the place of the first, which is the same.
static int guard(int group) {
    int program = load_program();
    if (program < 0) return -1;
    union bpf_attr attributes;
    memset(&attributes, 0, sizeof attributes);
    attributes.target_fd = group;
    attributes.attach_bpf_fd = program;
    attributes.attach_type = BPF_CGROUP_DEVICE;
    int result = call(BPF_PROG_ATTACH, &attributes);
    int error = errno;
    close(program);
    errno = error;
    return result;
}

int slipway_device_group(int parent, const char *name) {
    if (mkdirat(parent, name, 0755) != 0 && errno != EEXIST) return -1;
    int group = openat(parent, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
    if (group < 0 || is_guarded(group) || guard(group) == 0) return group;
    int error = errno;
    close(group);
    errno = error;
    return -1;
}
