# The first program of a machine of the tests (harness/NodeMachine): sets up its mounts and stays.
# usage: machine.sh DIRECTORY ADDRESS
set -eu
directory=$1
# Mounts of the outer machine arrive here, those of here do not get out, and containers may share them.
mount --make-rslave /
mount --make-rshared /
for folder in var/lib var/log etc; do
  mkdir -p "$directory/files/$folder" "$directory/files/$folder.work"
  mount -t overlay overlay \
    -o "lowerdir=/$folder,upperdir=$directory/files/$folder,workdir=$directory/files/$folder.work" "/$folder"
done
mount -t tmpfs tmpfs /run
mkdir -p /run/netns /run/lock
# The kubelet sets what belongs to the whole kernel, the outer machine's too: it finds files in their place that say already
# what it wants (k8s.io/component-helpers/node/util/sysctl).
while read -r setting value; do
  file="$directory/files/$(echo "$setting" | tr / -)"
  echo "$value" >"$file"
  mount --bind "$file" "/proc/sys/$setting"
done <<END
vm/overcommit_memory 1
vm/panic_on_oom 0
kernel/panic 10
kernel/panic_on_oops 1
kernel/keys/root_maxkeys 1000000
kernel/keys/root_maxbytes 25000000
END
hostname node1
printf '127.0.0.1 localhost\n%s node1\n' "$2" >/etc/hosts
ip link set lo up
echo 1 >/proc/sys/net/ipv4/ip_forward
# Policies refuse each connection, and not only one a second, with an answer: who is refused knows it at once.
echo 0 >/proc/sys/net/ipv4/icmp_ratemask
: >"$directory/machine.ready"
exec cat >/dev/null
