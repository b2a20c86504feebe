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
# The kubelet wants to set what belongs to the whole kernel: that stays as the outer machine has it.
for settings in vm kernel; do
  mount --bind "/proc/sys/$settings" "/proc/sys/$settings"
  mount -o remount,bind,ro "/proc/sys/$settings"
done
hostname node1
printf '127.0.0.1 localhost\n%s node1\n' "$2" >/etc/hosts
ip link set lo up
echo 1 >/proc/sys/net/ipv4/ip_forward
: >"$directory/machine.ready"
exec cat >/dev/null
