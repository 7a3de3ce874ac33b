/** What a shell, U-Boot or the UEFI shell print before what a person types. */
const PROMPT =
  /^(?:[\w.-]{1,40}@[\w.-]{1,60}[: ][^#$%>]{0,120}[#$%] |\[[\w.-]{1,40}@[\w.-]{1,60} [^\]]{1,80}\][#$] |(?:[~/][^ #$]{0,80} )?[#$] |[~/][\w/.-]{0,80}[#$] |(?:ba|da)?sh-[\d.]{1,8}[#$] |\(initramfs\) |=> |(?:Shell|FS\d{1,2}:[^>]{0,80}|BLK\d{1,2}:)> ?)(\S.*)$/;

/** A line that begins with `# ` may be a heading: only what is a command is typed. */
const COMMANDS =
  /^(?:sudo |\.{0,2}\/|(?:modprobe|insmod|rmmod|lsmod|depmod|cat|echo|printf|dmesg|xtest|optee_\w+|tee-supplicant|mount|umount|ls|cd|cp|mv|rm|sh|bash|trace-cmd|perf|bpftrace|reboot|poweroff|halt|kexec|sleep|sync|grep|tail|head|uname|systemctl|journalctl|for|while|if|export|sysctl|devmem2?|fwupd\w*|tpm2\w*|ping|ip|ifconfig|timeout|taskset|stress\w*|make|git|vi|which|id|ps|top|kill\w*|zcat|gunzip|tar|dd|hexdump|xxd|fwu\w*|armffa|bootm|booti|bootefi|bootelf|setenv|saveenv|printenv|run|load|fatload|ext4load|tftp\w*|dhcp|reset|help|version|date|test|true|false|set|unset|source|nohup|watch|time|env)(?:\s|$)|\w+=)/;

/** What was typed, or what a script wrote about itself (`+ insmod optee`, `### scenario`, `  rc=0`); null for another line. */
export function typedLine(text: string): string | null {
  if (/^(?:\+{1,3} |#{3} )\S|^ {1,8}rc=-?\d{1,10}$/.test(text)) return text;
  const m = PROMPT.exec(text);
  if (m === null) return null;
  const command = m[1] as string;
  return /^(?:#|\$) /.test(text) && !COMMANDS.test(command) ? null : text;
}
