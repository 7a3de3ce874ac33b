import type { EventLine } from './ftrace-line.ts';

/** How names of the kernel's own tracepoints begin (include/trace/events), where it is not clear from what they print. */
const SYSTEMS =
  /^(?:sched|irq|softirq|tasklet|timer|hrtimer|itimer|tick|workqueue|rcu|kmem|km?alloc|kfree|mm|sys|syscall|ipi|cpu|cpuhp|power|suspend|pm|clk|clock|regulator|gpio|i2c|spi|block|ext4|jbd2|net|netif|napi|skb|sock|tcp|udp|signal|task|module|printk|console|thermal|writeback|filemap|page|vmscan|dma|iommu|arm|mc|ras|xdp|bpf|cgroup|fib|qdisc|notifier|percpu|oom|exceptions|error_report|alarmtimer|binder|drm|mmc|nvme|scsi|usb|xhci|kvm|kvmmmu|vgic|device|devres|dev_pm|wakeup|emulate|instruction|do_sys|exit|initcall|lock|contention|local_timer|call_function|reschedule|vector)_/;

/**
 * Is this another tracepoint, and no text of trace_printk? Tracepoints print `name=value`; trace-cmd prints some of them in
 * the words of a plugin, behind a name that it fills up with blanks. `a <-b` is a line of the function tracer.
 */
export const isOtherEvent = ({ event, body, padded }: EventLine): boolean =>
  padded ||
  event === '' ||
  /^[\w()[\]-]{1,40}=/.test(body) ||
  body === '' ||
  / <-\S+$/.test(body) ||
  SYSTEMS.test(event) ||
  event.startsWith('PERF_RECORD_');
