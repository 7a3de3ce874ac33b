import type { Evidence } from './symptom.ts';

// Lines of a boot log that decide between causes, once each. What they are cannot be said of the pattern alone, so each
// has its sentence.

const line = (pattern: RegExp, says: string, where?: 'before' | 'after'): Evidence =>
  where === undefined ? { line: pattern, says } : { line: pattern, says, where };

/** The kernel was given ACPI tables: no device tree describes this machine's interrupts. */
export const ACPI = line(
  /\bACPI: (?:Early table checksum|RSDP|XSDT|FACP|APIC|MADT|DSDT|Core revision|Interpreter enabled|Using GIC|\d+ ACPI AML tables)|\bacpi (?:PNP|ACPI)|\bARMH\d{4}:/i,
  'This machine is described by ACPI.',
);
export const DEVICE_TREE = line(
  /\bMachine model: |\bOF: fdt:|\bOF: reserved mem:|device tree blob/i,
  'This machine is described by a device tree.',
);
/** GICv3's driver refuses an SGI asked for as a GSI, or one that only the CPU's own kernel may have. */
export const GIC_REFUSES = line(
  /Illegal GSI\s?(?<gsi>\d{1,4})\b.{0,30}/i,
  'The driver of the interrupt controller refuses interrupt {gsi}, and says so.',
);
export const GIC_V2 = line(
  /\bGICv2\b(?!m)|\bGIC-400\b|gic-400|arm,cortex-a15-gic/i,
  'The interrupt controller is a GICv2.',
);
export const HAFNIUM = line(
  /Initializing Hafnium|Hafnium initialisation|Finished bootstrapping all SPs|^\s?\[?(?:\s?\d+\.\d+\]\s)?(?:INFO|NOTICE): (?:Loading VM id|Loaded with)|^\[[0-9a-f]{1,4} \d{1,3}\] /i,
  'Hafnium is the SPMC here.',
);
export const KEXEC = line(
  /\bkexec(?:_core|_file|_image)?\b.{0,40}(?:Starting new kernel|starting)|Starting new kernel\s*$|kexec-based|\bBye!\s*$/i,
  'A kernel started this one by kexec.',
  'before',
);
/** The second kernel of kdump, or kexec with its command line. */
export const CRASH_KERNEL = line(
  /\belfcorehdr=|\bkdump\b.{0,40}(?:start|saving|capture)/i,
  'This is the kernel of a crash dump.',
);
export const LOADED_AGAIN = line(
  /(?:rmmod|modprobe -r|unload(?:ing|ed)?)\b.{0,24}(?:arm[_-]ffa|ffa[-_](?:module|core))/i,
  'The FF-A core was unloaded before.',
  'before',
);
export const UNBIND_PENDING = line(
  /\bid is pending|UNBIND.{0,40}(?:DENIED|0xfffffffa|-13)/i,
  'An UNBIND was refused before.',
  'before',
);
export const PKVM = line(
  /kvm.{0,16}: (?:Protected|protected) (?:nVHE|hVHE|KVM)|Protected KVM|kvm-arm\.mode=protected|pKVM/i,
  'Protected KVM stands between Linux and the firmware.',
);
export const GUEST = line(
  /\b(?:Xen version|xen:|Hypervisor detected|KVM: hypervisor services detected|smccc: KVM|Booting paravirtualized kernel on Xen)/i,
  'Linux is a guest of a hypervisor.',
);
export const PAGES_64K = line(
  /\b(?:64K(?:iB)?[- ]pages?|PAGE_SIZE[=: ]{1,3}65536|page size:? 64K|CONFIG_ARM64_64K_PAGES=y|64k\+?)\b|pagesize 65536/i,
  'This kernel has pages of 64 KiB.',
);
export const NO_SPM = line(
  /No SPM Core image provided|Booting device without SPM|Invalid or absent SPM Core manifest|No or invalid SPM Core manifest|SPMC initialisation failed/,
  'TF-A went on without an SPMC.',
);
export const OPTEED = line(
  /SPD=opteed|\bopteed: |\bopteed_|OPTEED/,
  'TF-A was built with the dispatcher opteed, not with the SPMD.',
);
export const NO_MEMORY = line(
  /page allocation failure|Out of memory|oom-killer|Cannot allocate memory/i,
  'Memory ran short.',
);
export const SECURE_PANIC = line(
  /E\/TC:.{0,80}[Pp]anic|Panic at '|\bPanic: |PANIC at PC|TEE halted|assertion '.{1,80}' failed|data-abort at address|SPMC encountered a fatal error/,
  'The secure world panicked.',
);
