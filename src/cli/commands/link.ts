import { ok, type Result } from '../../base/result.ts';
import { encodeLink } from '../../scenario/link.ts';
import type { Command } from '../command.ts';
import { EXIT, type Exit } from '../io.ts';
import { loadScenario } from '../load-scenario.ts';

export const linkCommand: Command = {
  name: 'link',
  operands: 'SCENARIO',
  summary: 'prints the link of a scenario',
  details: ['', 'Without --page it is the part from #, to be put behind the address of the page.'],
  flags: { page: { value: 'ADDRESS', help: 'the address of the page, put before it' } },
  arity: [1, 1],
  async run(args, io): Promise<Result<Exit>> {
    const scenario = await loadScenario(args.operands[0] as string, io);
    if (!scenario.ok) return scenario;
    const page = (args.values.get('page') ?? '').split('#')[0] as string;
    await io.out(`${page}${await encodeLink(scenario.value)}\n`);
    return ok(EXIT.ran);
  },
};
