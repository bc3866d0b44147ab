# What adduser, addgroup, deluser and delgroup share; sourced by them.
name=${0##*/}
fail() { echo "$name: $*" >&2; exit 1; }
[ "$(id -u)" = 0 ] || fail "only root changes accounts"
entry() { awk -F: -v n="$2" '$1 == n { print; exit }' "/etc/$1"; }
field() { awk -F: -v n="$2" -v f="$3" '$1 == n { print $f; exit }' "/etc/$1"; }
has() { [ -n "$(entry "$1" "$2")" ]; }
has_id() { awk -F: -v i="$2" '$3 == i { found = 1 } END { exit !found }' "/etc/$1"; }
# The first free number of a file from $2 to $3.
free() {
    awk -F: -v a="$2" -v b="$3" '{ taken[$3] = 1 } END { for (i = a; i <= b; i++) if (!(i in taken)) { print i; exit } }' "/etc/$1"
}
valid() {
    case $1 in "" | -* | [0-9]* | *[!A-Za-z0-9._-]*) fail "'$1' is not a valid name" ;; esac
}
number() { case $1 in "" | *[!0-9]*) fail "'$1' is not a number" ;; esac; }
# Rewrites a file of /etc by an awk program, which has $2 and $3 as n and m.
edit() {
    awk -F: -v OFS=: -v n="$2" -v m="$3" "$4" "/etc/$1" >"/etc/$1.new" && cat "/etc/$1.new" >"/etc/$1"
    rm -f "/etc/$1.new"
}
add_group() { # name, number
    has group "$1" && fail "group '$1' in use"
    has_id group "$2" && fail "gid '$2' in use"
    echo "$1:x:$2:" >>/etc/group
}
join() { # user, group
    has passwd "$1" || fail "unknown user $1"
    has group "$2" || fail "unknown group $2"
    edit group "$2" "$1" '$1 == n && ("," $4 ",") !~ ("," m ",") { $4 = $4 == "" ? m : $4 "," m } { print }'
}
leave() { # user, group
    edit group "$2" "$1" '$1 == n || n == "" { k = split($4, u, ","); $4 = ""
        for (i = 1; i <= k; i++) if (u[i] != m) $4 = $4 == "" ? u[i] : $4 "," u[i] } { print }'
}
