#!/bin/sh
# Records every FF-A call of this Linux with its reply, for FF-A Scope. Run it on the board, as root:
#
#   sh ffa-record.sh                        load the FF-A core and the OP-TEE driver, and record both
#   sh ffa-record.sh -- rmmod optee         record while this command runs
#   sh ffa-record.sh -s 30                  record for 30 seconds
#   sh ffa-record.sh -c                     only say whether this kernel can be recorded
#   sh ffa-record.sh -o NAME …              write NAME.trace.txt.gz and NAME.dmesg.txt
#
# It asks the kernel first, records in a buffer of its own (tracefs instance), and takes away at the end what it has
# set up. Nothing is installed, and nothing leaves the machine but the files that it names. Needs POSIX sh, tracefs
# and CONFIG_KPROBE_EVENTS; Linux 6.9 or newer.
#
# Exit status: 0 recorded; 1 recorded, and no FF-A call was seen; 2 this kernel cannot be recorded; 3 wrong usage.

set -u

name=ffa
seconds=
check_only=
instance=ffa-record
# Only the tests set this: a folder in place of /.
root=${FFA_RECORD_ROOT:-}
group=ffa

say() { printf '%s\n' "$*" >&2; }
die() {
  say "ffa-record: $1"
  exit "${2:-2}"
}
usage() {
  sed -n '2,/^$/s/^# \{0,1\}//p' "$0" >&2
  exit 3
}

while [ $# -gt 0 ]; do
  case $1 in
    -o) name=${2:?-o needs a name} && shift 2 ;;
    -s) seconds=${2:?-s needs a number of seconds} && shift 2 ;;
    -c) check_only=yes && shift ;;
    --) shift && break ;;
    *) usage ;;
  esac
done

[ "$(id -u)" = 0 ] || die "this needs root: sudo sh $0"

# Where tracefs is; it may not be mounted yet.
tracing=
for place in "$root/sys/kernel/tracing" "$root/sys/kernel/debug/tracing"; do
  if [ -e "$place/trace" ]; then
    tracing=$place
    break
  fi
done
if [ -z "$tracing" ]; then
  mount -t tracefs tracefs /sys/kernel/tracing 2>/dev/null || die 'tracefs cannot be mounted: is the kernel built with CONFIG_FTRACE?'
  tracing=/sys/kernel/tracing
fi

# The value of an option in the configuration that this kernel was built with: y, m, n, or nothing where that is not known.
config() {
  release=$(uname -r)
  if [ -r "$root/proc/config.gz" ]; then
    text=$(gzip -dc "$root/proc/config.gz")
  elif [ -r "$root/boot/config-$release" ]; then
    text=$(cat "$root/boot/config-$release")
  elif [ -r "$root/lib/modules/$release/config" ]; then
    text=$(cat "$root/lib/modules/$release/config")
  else
    return
  fi
  value=$(printf '%s\n' "$text" | sed -n "s/^$1=//p")
  printf '%s' "${value:-n}"
}

[ -e "$tracing/kprobe_events" ] || die 'this kernel has no probes: it is built without CONFIG_KPROBE_EVENTS.'

# A probe on a function of a module that is never loaded is accepted, and the trace stays empty without a word: ask first.
transport=$(config CONFIG_ARM_FFA_TRANSPORT)
[ "$transport" = n ] && die "this kernel ($(uname -r)) is built without CONFIG_ARM_FFA_TRANSPORT: it makes no FF-A call. Debian 13's own 6.12 is such a kernel, its backport of 7.x is not."

major=$(uname -r | cut -d. -f1)
minor=$(uname -r | cut -d. -f2 | sed 's/[^0-9].*//')
if [ "$major" -lt 6 ] || { [ "$major" -eq 6 ] && [ "$minor" -lt 9 ]; }; then
  die "Linux $(uname -r) has no \$arg2 in return probes (6.9 has): use the recipe with bpftrace that FF-A Scope shows."
fi

# HVC under a hypervisor, SMC else; with ACPI there is no device tree to ask, and SMC is what firmware says.
conduit=smc
if [ -r "$root/proc/device-tree/psci/method" ]; then
  conduit=$(tr -d '\0' <"$root/proc/device-tree/psci/method")
fi
symbol=__arm_ffa_fn_$conduit

loaded=$(grep -E "[[:space:]]$symbol([[:space:]]|\$)" "$root/proc/kallsyms" | head -n 1)
if [ -n "$loaded" ]; then
  module=$(printf '%s' "$loaded" | sed -n 's/.*\[\(.*\)\]$/\1/p')
elif [ -e "$root/sys/module/ffa_module" ] || [ "$transport" = y ]; then
  die "the FF-A core is there, and $symbol is not in /proc/kallsyms: the compiler has put this static function into its callers, or the core uses another conduit. Build with it kept (noinline), or record with TF-A's LOG_LEVEL=50, whose lines FF-A Scope reads too."
else
  # Not loaded yet: the kernel takes the probe and arms it when the module comes.
  module=ffa_module
  modinfo ffa-module >/dev/null 2>&1 || die 'the FF-A core is neither built in nor is there a module ffa-module for this kernel.'
fi

if dmesg 2>/dev/null | grep -q 'ftrace bug'; then
  say 'ffa-record: the log has an "ftrace bug": a module without patchable entries was loaded, and ftrace is off for all that came after. Probes work all the same; reboot if the trace stays empty.'
fi
if [ -n "$check_only" ]; then
  say "ffa-record: this kernel can be recorded: $symbol${module:+ of $module}."
  exit 0
fi

place=${module:+$module:}$symbol
buffer=$tracing/instances/$instance

registers() {
  i=0
  while [ $i -lt 8 ]; do
    printf ' %s%d=+%d(%s):x64' "$1" $i $((8 * i)) "$2"
    i=$((i + 1))
  done
}

# Takes away what was set up; called once, however the script ends.
restore() {
  trap - EXIT INT TERM HUP
  [ -d "$buffer" ] || return
  echo 0 >"$buffer/tracing_on" 2>/dev/null
  echo 0 >"$buffer/events/enable" 2>/dev/null
  # A buffer that is still in use for a moment is tried again.
  for _ in 1 2 3 4 5; do
    rmdir "$buffer" 2>/dev/null && break
    sleep 1
  done
  for probe in smc_in smc_out; do
    echo "-:$group/$probe" >>"$tracing/kprobe_events" 2>/dev/null
  done
}

[ -d "$buffer" ] && die "$buffer exists: another recording is under way, or one was killed. Remove it with rmdir." 2
grep -q "$group/smc_in" "$tracing/kprobe_events" && die "there is a probe $group/smc_in already: take it away with  echo '-:$group/smc_in' >> $tracing/kprobe_events" 2

trap restore EXIT
trap 'exit 130' INT TERM HUP
mkdir "$buffer" || die 'tracefs takes no instance: is another security policy (lockdown) in force?'
# Probes are of the whole system; only this buffer turns them on. `trace-cmd reset` meanwhile would delete them.
echo "p:$group/smc_in $place$(registers a %x0)" >>"$tracing/kprobe_events" || die "the kernel takes no probe on $place: see $tracing/error_log."
echo "r:$group/smc_out $place$(registers r "\$arg2")" >>"$tracing/kprobe_events" || die "the kernel takes no return probe on $place: see $tracing/error_log."
echo 16384 >"$buffer/buffer_size_kb"
echo mono >"$buffer/trace_clock"
echo stacktrace >"$buffer/events/$group/smc_in/trigger"
echo 1 >"$buffer/events/$group/enable"
echo 'name == "ARM-FFA-SRI" || name == "ARM-FFA-NPI"' >"$buffer/events/irq/irq_handler_entry/filter" 2>/dev/null &&
  echo 1 >"$buffer/events/irq/irq_handler_entry/enable"
echo 1 >"$buffer/tracing_on"

if [ $# -gt 0 ]; then
  "$@" || say "ffa-record: the command ended with $?: that may be what you wanted to see."
elif [ -n "$seconds" ]; then
  sleep "$seconds"
else
  # Nothing loads these two by itself on a distribution's kernel.
  for m in ffa-module optee; do
    modprobe "$m" || say "ffa-record: modprobe $m failed."
  done
fi

echo 0 >"$buffer/tracing_on"
# Before anything is unloaded: functions of a module that has gone are printed as addresses.
calls=$(grep -c 'smc_in: (' "$buffer/trace")
{
  echo "# FF-A recording: Linux $(uname -r) $(uname -m), probes on $place"
  cat "$buffer/trace"
} | gzip >"$name.trace.txt.gz" || die "$name.trace.txt.gz cannot be written."
dmesg 2>/dev/null | grep -iE 'ff-?a|optee|tee|psci' >"$name.dmesg.txt"

if [ "$calls" -eq 0 ]; then
  say "ffa-record: no FF-A call was seen. Was the driver loaded already (then record: -- sh -c 'rmmod optee; modprobe optee')? Is CONFIG_OPTEE on, and does the log say that firmware has no FF-A? See $name.dmesg.txt."
  exit 1
fi
say "ffa-record: $calls calls are in $name.trace.txt.gz. Open it in FF-A Scope, or: ffa-scope open $name.trace.txt.gz"
