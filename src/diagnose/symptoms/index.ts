import { armFfaBuffers } from './arm-ffa-buffers.ts';
import { armFfaInterrupts } from './arm-ffa-interrupts.ts';
import { armFfaNotifications } from './arm-ffa-notifications.ts';
import { armFfaPartitions } from './arm-ffa-partitions.ts';
import { armFfaStart } from './arm-ffa-start.ts';
import { asyncInit } from './async-init.ts';
import { el3SpmcMessages } from './el3-spmc.ts';
import { hafniumMemory } from './hafnium-memory.ts';
import { hafniumMessages } from './hafnium-messages.ts';
import { hafniumNotifications } from './hafnium-notifications.ts';
import { hafniumSetup } from './hafnium-setup.ts';
import { moduleMessages } from './modules.ts';
import { opteePartition } from './op-tee-partition.ts';
import { opteeSpmc } from './op-tee-spmc.ts';
import { opteeDevices } from './optee-devices.ts';
import { opteeMemory } from './optee-memory.ts';
import { opteeProbe } from './optee-probe.ts';
import { opteeSmcAbi } from './optee-smc.ts';
import { spmdMessages } from './spmd.ts';
import type { Symptom } from './symptom.ts';
import { uBootMessages } from './u-boot.ts';

/** Every message that is known, by who prints it. Where two patterns fit a line, the first one is meant. */
export const SYMPTOMS: readonly Symptom[] = [
  ...armFfaStart,
  ...armFfaBuffers,
  ...armFfaInterrupts,
  ...armFfaNotifications,
  ...armFfaPartitions,
  asyncInit,
  ...opteeProbe,
  ...opteeMemory,
  ...opteeDevices,
  ...opteeSmcAbi,
  ...moduleMessages,
  ...opteeSpmc,
  ...opteePartition,
  ...spmdMessages,
  ...uBootMessages,
  ...el3SpmcMessages,
  ...hafniumSetup,
  ...hafniumNotifications,
  ...hafniumMessages,
  ...hafniumMemory,
];
