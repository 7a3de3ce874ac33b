import { TERMS } from './glossary.ts';
import { linked } from './linked.ts';
import { type Block, type ReferencePage, type Text, to } from './page.ts';
import { SIGNS } from './signs.ts';

/** The glossary on one page: a section a word, so that each has an anchor. */
export const glossaryPage = (): ReferencePage => ({
  route: 'glossary',
  kind: 'glossary',
  title: 'Glossary',
  lead: 'The words of FF-A, OP-TEE and Linux that runs and lessons use, and those of this page.',
  sections: TERMS.map((t) => ({
    id: t.id,
    title: t.term,
    blocks: [
      { kind: 'text', text: [...(t.long === undefined ? [] : [`${t.long}. `]), ...linked(t.says)] },
      ...((t.see ?? []).length === 0 ? [] : [seeBlock(t.see ?? [])]),
    ],
  })),
});

const seeBlock = (see: readonly (readonly [Parameters<typeof to>[0], string])[]): Block => ({
  kind: 'text',
  text: [
    'See ',
    ...see.flatMap(
      ([kind, name], i): Text => [
        i === 0 ? '' : ', ',
        to(kind, name, kind === 'glossary' ? (TERMS.find((t) => t.id === name)?.term ?? name) : name),
      ],
    ),
    '.',
  ],
});

/** The legend of the diagram. */
export const signsPage = (): ReferencePage => ({
  route: 'signs',
  kind: null,
  title: 'Signs of the diagram',
  lead: 'Every sign that the diagram draws, and what it says.',
  sections: [{ id: 'signs', title: 'Signs', blocks: [{ kind: 'signs', signs: SIGNS.map((s) => s.id) }] }],
});
