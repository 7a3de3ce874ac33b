import { fail, ok, type Result } from '../../base/result.ts';
import { nearest } from '../../base/search.ts';
import { LESSONS, type Lesson, lessonByName } from '../../lessons/gallery.ts';
import { scenarioText } from '../../scenario/json.ts';
import type { Command } from '../command.ts';
import { EXIT, type Exit } from '../io.ts';

export const galleryCommand: Command = {
  name: 'gallery',
  operands: '[LESSON]',
  summary: 'lists the lessons that ship, or prints one of them',
  details: [],
  flags: {},
  arity: [0, 1],
  async run(args, io): Promise<Result<Exit>> {
    const [name] = args.operands;
    if (name === undefined) {
      const width = Math.max(...LESSONS.map((l) => l.name.length));
      const lines = LESSONS.map((l) => `${String(l.number).padStart(2)}  ${l.name.padEnd(width)}  ${l.title}`);
      await io.out(`${lines.join('\n')}\n`);
      return ok(EXIT.ran);
    }
    const lesson = lessonByName(name);
    if (lesson === null) {
      const names = LESSONS.map((l) => l.name);
      const remedy = `Write ${nearest(name, names) ?? `one of ${names.join(', ')}`}.`;
      return fail(`no lesson is named ${JSON.stringify(name)}.`, 'ffa-scope gallery', remedy);
    }
    await io.out(lessonText(lesson));
    return ok(EXIT.ran);
  },
};

function lessonText(l: Lesson): string {
  const variants = l.variants.map((v) => `Also: ${v.name}, ${v.title}.\n`).join('');
  return `${l.number}. ${l.title}\n${l.why}\n\n${scenarioText(l.scenario)}\n${variants}${l.question}\n${l.answer}\n\nKnown from: ${l.source}\nSeen ${l.seen}.\n`;
}
