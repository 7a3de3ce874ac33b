import { NO_SPM, OPTEED, PKVM } from './evidence.ts';
import { ffaDriver, ffaDriver73, ffaSmccc, kvmFfa, recorded, runtimeSvc, spmd } from './places.ts';
import { bootRun, cannot, fault, NO_OTHER_DRIVER } from './show.ts';
import type { Symptom } from './symptom.ts';

// The FF-A core of Linux finds its firmware: conduit, version, own id (driver.c ffa_init, in 7.2 and later ffa_probe).

const versionAnswers = (w0: string) => fault({ call: 'FFA_VERSION' }, { reply: { w0 } });
const hexVersion = (major: string, minor: string): string =>
  `0x${((Number(major) << 16) | Number(minor)).toString(16)}`;

export const armFfaStart: readonly Symptom[] = [
  {
    id: 'smccc-conduit',
    who: 'arm_ffa',
    grade: 'stops',
    pattern: /invalid SMCCC conduit/,
    says: 'The FF-A core found no way to call the firmware: neither SMC nor HVC is set up. There is no FF-A in this system.',
    examples: ['arm_ffa: ffa_transport_init: invalid SMCCC conduit'],
    source: [ffaSmccc('ffa_transport_init')],
    causes: [
      {
        id: 'no-psci-node',
        title: 'Linux was not told the conduit: no PSCI with SMCCC',
        because:
          'The conduit comes from the PSCI set-up: "method" of the psci node in a device tree, the PSCI flags of the FADT under ACPI. SMCCC 1.2 was reported, and the conduit is none, so PSCI itself was not taken.',
        next: 'Look at what the kernel says of psci and SMC Calling Convention at its start. No SMC was made for FF-A.',
        source: [ffaSmccc('ffa_transport_init')],
        seen: 'in the source',
        pro: [
          {
            line: /psci: (?:missing|invalid|unsupported)|psci.{0,30}(?:fail|not found)/i,
            says: 'PSCI itself had trouble.',
          },
        ],
        show: cannot('The model always has SMC as its conduit.'),
      },
    ],
  },
  {
    id: 'no-firmware',
    who: 'arm_ffa',
    grade: 'limits',
    pattern: /FFA_VERSION returned not supported/,
    says: 'The firmware does not know FF-A: FFA_VERSION was answered with −1, "unknown function". The FF-A core does not load; without FF-A nothing is wrong with that.',
    examples: ['ARM FF-A: FFA_VERSION returned not supported'],
    source: [ffaDriver('ffa_version_check'), ffaDriver73('ffa_version_check')],
    causes: [
      {
        id: 'firmware-without-ffa',
        title: 'The firmware has no FF-A: TF-A was built without SPD=spmd',
        because:
          'An SMC that EL3 does not know is answered with w0 = −1 over all 64 bits (SMC_UNK). It does no harm where OP-TEE is reached by its own SMC interface: then "optee: probing for conduit method." follows, and "optee: revision …". With optee and arm_ffa as modules, optee needs the symbols of arm_ffa, so a kernel built so does not load optee either.',
        next: 'Nothing, when OP-TEE answers by SMC or none is there. Otherwise build TF-A with SPD=spmd, and for OP-TEE as SPMC SPMD_SPM_AT_SEL2=0.',
        source: [runtimeSvc('handle_runtime_svc'), ffaDriver('ffa_version_check')],
        seen: 'on a machine',
        pro: [{ line: /optee: probing for conduit method/, says: 'The driver goes on by its SMC interface.' }, OPTEED],
        show: bootRun(
          'The firmware has no FF-A',
          { reply: 'FFA_VERSION', nth: 1 },
          versionAnswers('0xffffffffffffffff'),
        ),
      },
      {
        id: 'spmc-not-started',
        title: 'TF-A has the SPMD, and went on without an SPMC',
        because:
          'BL2 gave no SPM Core image or no valid manifest, so the SPMD sets up nothing and no FF-A call is served.',
        next: "Read TF-A's own lines: which of image and manifest is missing.",
        source: [spmd('spmd_setup')],
        seen: 'in the source',
        needs: [NO_SPM],
        pro: [NO_SPM],
        show: bootRun(
          'The firmware has no FF-A',
          { reply: 'FFA_VERSION', nth: 1 },
          versionAnswers('0xffffffffffffffff'),
        ),
      },
      {
        id: 'version-refused',
        title: 'The SPMC refuses this version',
        because:
          'From 6.15 on Linux reads w0 as a 32-bit number, so a refusal of the version by the SPMC (0xffffffff) prints the same line. Hafnium refuses another version than the one that was asked first since its start, by a boot loader, say.',
        next: "Look for FFA_VERSION on the SPMC's console, and at what spoke FF-A before Linux (U-Boot, EDK2, an earlier kernel).",
        source: [ffaDriver73('ffa_version_check')],
        seen: 'on a machine',
        pro: [
          {
            line: /FFA_VERSION: (?:requested version|Cannot change)|cannot renegotiate FF-A version|incompatible version v/,
            says: 'The SPMC says that it refused a version.',
          },
        ],
        needs: [{ line: /FFA_VERSION: |renegotiate FF-A|incompatible version v/, says: 'The SPMC refused a version.' }],
        show: cannot('The model of 6.12 reads 64 bits here and prints another line (Incompatible v32767.65535).'),
      },
    ],
    follows: [
      {
        of: ['spmd-no-image', 'spmd-without-spm', 'spmd-manifest', 'spmd-init-failed', 'spmd-version'],
        says: 'So Linux finds no FF-A.',
      },
      { of: ['hf-version*', 'el3-version*'], says: 'So Linux finds no FF-A that it can use.' },
    ],
  },
  {
    id: 'version-newer',
    who: 'arm_ffa',
    grade: 'stops',
    pattern: /Incompatible v(?<major>\d{1,5})\.(?<minor>\d{1,5})! Latest supported v(?<own>\d{1,5}\.\d{1,5})/,
    says: 'The firmware answers FF-A {major}.{minor}, and this kernel takes no major version above its own {own}. The FF-A core does not come up (−EINVAL).',
    examples: [
      'ARM FF-A: Incompatible v2.0! Latest supported v1.1',
      'ARM FF-A: Incompatible v32767.65535! Latest supported v1.1',
    ],
    source: [ffaDriver('ffa_version_check')],
    causes: [
      {
        id: 'version-not-supported',
        title: 'It is no version: the firmware answered NOT_SUPPORTED in 32 bits',
        because:
          'w0 was 0x00000000ffffffff. Kernels before 6.15, 6.12 among them, compare all 64 bits with −1, so a zero-extended NOT_SUPPORTED is read as version 32767.65535. The SPMC refused the version that Linux asked for.',
        next: 'Read w1 of FFA_VERSION (what Linux asks) and what the SPMC says of it. Hafnium keeps the first version that it was asked until the next boot.',
        source: [ffaDriver('ffa_version_check')],
        seen: 'on a machine',
        when: { major: [32767] },
        show: bootRun(
          'FFA_VERSION is refused in 32 bits',
          { reply: 'FFA_VERSION', nth: 1 },
          versionAnswers('0xffffffff'),
        ),
      },
      {
        id: 'version-major',
        title: 'The firmware has a newer major version',
        because: 'A higher major version may break what a caller knows, so Linux does not go on with it.',
        next: 'Take a kernel that knows this version, or firmware that can be asked for an older one.',
        source: [ffaDriver('ffa_version_check')],
        seen: 'in the source',
        when: { major: { not: [32767] } },
        show: (n) =>
          bootRun(
            'Firmware with another major version',
            { reply: 'FFA_VERSION', nth: 1 },
            versionAnswers(hexVersion(n.major ?? '2', n.minor ?? '0')),
          ),
      },
    ],
    follows: [
      { of: ['hf-version*', 'el3-version*'], says: 'Linux reads the refusal of the version as a version of its own.' },
    ],
  },
  {
    id: 'version-older',
    who: 'arm_ffa',
    grade: 'stops',
    pattern: /Incompatible v(?<major>\d{1,5})\.(?<minor>\d{1,5})! Earliest supported v(?<own>\d{1,5}\.\d{1,5})/,
    says: 'The firmware answers FF-A {major}.{minor}, which is older than {own}, the earliest that Linux can use. The FF-A core does not come up (−EINVAL).',
    examples: ['ARM FF-A: Incompatible v0.9! Earliest supported v1.0'],
    source: [ffaDriver('ffa_version_check')],
    causes: [
      {
        id: 'version-too-old',
        title: 'The firmware is from before FF-A 1.0, or answers no version at all',
        because:
          'w0 of the reply is below 0x10000. 0.x was the draft of SPCI; 0.0 is what an answer of 0 (SMC_OK of something that is no SPMD) reads as.',
        next: 'Read w0 of the reply to FFA_VERSION, and update the firmware.',
        source: [ffaDriver('ffa_version_check')],
        seen: 'in the source',
        show: (n) =>
          bootRun(
            'Firmware that is too old',
            { reply: 'FFA_VERSION', nth: 1 },
            versionAnswers(hexVersion(n.major ?? '0', n.minor ?? '9')),
          ),
      },
    ],
  },
  {
    id: 'downgrading',
    who: 'arm_ffa',
    grade: 'harmless',
    pattern: /Firmware version higher than driver version, downgrading/,
    says: 'Nothing is wrong: the firmware has a newer minor version than this kernel, and Linux goes on with its own.',
    examples: ['ARM FF-A: Firmware version higher than driver version, downgrading'],
    source: [ffaDriver('ffa_compatible_version_find')],
    causes: [
      {
        id: 'newer-minor',
        title: 'The firmware answers its own version, and Linux uses the lower of the two',
        because:
          'Minor versions only add. Firmware may answer its own version whatever was asked (TF-A and Hafnium do); from then on both sides keep to what Linux knows.',
        next: 'Nothing.',
        source: [ffaDriver('ffa_compatible_version_find'), recorded('22')],
        seen: 'on a machine',
        pro: [
          {
            line: /ARM FF-A: Driver version (?<own>\d{1,3}\.\d{1,3})/,
            says: 'Linux has {own}, and goes on with {own}.',
          },
          { line: /ARM FF-A: Firmware version (?<theirs>\d{1,3}\.\d{1,3}) found/, says: 'The firmware has {theirs}.' },
        ],
        show: bootRun('The firmware is newer', { reply: 'FFA_VERSION', nth: 1 }),
      },
    ],
  },
  {
    id: 'own-id',
    who: 'arm_ffa',
    grade: 'stops',
    pattern: /failed to obtain VM id for self/,
    says: 'FFA_ID_GET was answered with FFA_ERROR, so Linux has no address of its own. The FF-A core gives up (−ENODEV): no partition, no OP-TEE.',
    examples: ['ARM FF-A: failed to obtain VM id for self'],
    source: [ffaDriver('ffa_init')],
    causes: [
      {
        id: 'id-get-refused',
        title: 'Something between Linux and the SPMD refuses FFA_ID_GET',
        because:
          "TF-A's SPMD answers this call itself and never refuses it: a normal world gets 0. A hypervisor that filters FF-A (protected KVM before its own FF-A set-up, a hypervisor without ids for its guests) answers FFA_ERROR.",
        next: 'Read w2 of the reply to FFA_ID_GET. With protected KVM, arm_ffa built in came too early before 7.2: build it as a module.',
        source: [ffaDriver('ffa_id_get'), spmd('spmd_smc_handler'), kvmFfa('kvm_host_ffa_handler')],
        seen: 'in the source',
        pro: [PKVM],
        show: bootRun(
          'FFA_ID_GET is refused',
          { reply: 'FFA_ID_GET', nth: 1 },
          {
            faults: [{ at: { call: 'FFA_ID_GET' }, do: { error: 'NOT_SUPPORTED' } }],
          },
        ),
      },
    ],
  },
  {
    id: 'features-parameters',
    who: 'arm_ffa',
    grade: 'refusal',
    pattern:
      /ffa_features: Invalid Parameters: (?<id>[0-9a-f]{1,8}), (?<props>[0-9a-f]{1,8})|\bffa_features\b.{0,3}Invalid Parameters/i,
    says: 'Linux asked FFA_FEATURES about feature 0x{id} with input properties 0x{props}. A feature id (bit 31 clear) takes none, so the core answers −EINVAL itself: no SMC was made.',
    examples: ['ARM FF-A: ffa_features: Invalid Parameters: 2, 1'],
    source: [ffaDriver('ffa_features')],
    causes: [
      {
        id: 'features-called-wrongly',
        title: 'A caller inside Linux passes properties with a feature id',
        because:
          'Only function ids (bit 31 set) may come with input properties in w2. Every caller in the core of 6.12 and 7.3 passes 0, so this is a changed kernel.',
        next: 'Look for the caller of ffa_features() that this kernel adds. The firmware has nothing to do with it.',
        source: [ffaDriver('ffa_features')],
        seen: 'in the source',
        show: NO_OTHER_DRIVER,
      },
    ],
  },
];
