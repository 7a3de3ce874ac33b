import { at, type Handler } from '../rules/rule.ts';

const FILE = 'core/arch/arm/kernel/thread_spmc.c';
const COMMIT = 'd5001fe0af66a4c059dc6816a7be08d7fb83ff1a';

export const OPTEE_SOURCE = 'OP-TEE 4.10 (d5001fe0)';

/** The same, short, behind a link. */
export const OPTEE_REVISION = 'OP-TEE d5001fe0';

/** A function of the SPMC of OP-TEE, with the line of its definition. */
export const handler = (fn: string, line: number): Handler => at(FILE, fn, line);

export const opteeHref = ({ file, line }: Handler): string =>
  `https://github.com/OP-TEE/optee_os/blob/${COMMIT}/${file}#L${line}`;
