import { callPages } from './call-pages.ts';
import { causePages } from './cause-pages.ts';
import { errorPages } from './error-pages.ts';
import { lessonOccurrences } from './in-lessons.ts';
import { KIND_TITLES, KINDS, type Kind, type ReferencePage, type Section, type Text, table } from './page.ts';
import { rulePages } from './rule-pages.ts';
import { servicePages } from './service-pages.ts';
import { glossaryPage, signsPage } from './word-pages.ts';

/**
 * Every page of the reference, made from the tables: the front page, a list a kind, and the pages themselves. Answers are tried
 * on the model for it, which takes seconds.
 */
export async function referencePages(): Promise<readonly ReferencePage[]> {
  const lessons = await lessonOccurrences();
  const pages = [
    ...callPages(lessons),
    ...servicePages(lessons),
    ...errorPages(),
    ...rulePages(lessons),
    ...(await causePages()),
  ];
  const lists = KINDS.filter((k) => k !== 'glossary').map((kind) => listOf(kind, pages));
  return [frontPage(lists), ...lists, glossaryPage(), signsPage(), ...pages];
}

function listOf(kind: Kind, pages: readonly ReferencePage[]): ReferencePage {
  const rows = pages.filter((p) => p.kind === kind).map((p): Text[] => [[linkTo(p, kind)], [p.lead]]);
  return {
    route: kind,
    kind: null,
    title: KIND_TITLES[kind],
    lead: LEADS[kind],
    sections: [
      { id: 'list', title: `${rows.length} pages`, blocks: table(KIND_TITLES[kind], ['Name', 'What it is'], rows) },
    ],
  };
}

const linkTo = (p: ReferencePage, kind: Kind) => ({
  text: p.title,
  to: p.route,
  ...(kind === 'causes' ? {} : { code: true as const }),
});

const LEADS: Readonly<Record<Kind, string>> = {
  calls:
    'Every function of FF-A up to 1.3: its registers both ways, who may call it, what it is refused with, and what Linux makes of that.',
  services: 'What Linux asks OP-TEE for in direct messages, by w3.',
  errors: 'FF-A statuses, TEE results and errnos of Linux: where each comes from, and what it leads to.',
  rules: 'What the model watches while it runs. A row at which one is broken says so.',
  causes: 'What leads to the messages that Linux, OP-TEE, TF-A, Hafnium and U-Boot print about FF-A.',
  glossary: '',
};

const frontPage = (lists: readonly ReferencePage[]): ReferencePage => ({
  route: 'reference',
  kind: null,
  title: 'Reference',
  lead: 'Made from the tables of the model, so that it says what the model does.',
  sections: [front(lists)],
});

const front = (lists: readonly ReferencePage[]): Section => ({
  id: 'list',
  title: 'What there is',
  blocks: table(
    'What there is',
    ['Pages', 'About'],
    [
      ...lists.map((l): Text[] => [[{ text: l.title, to: l.route }], [l.lead]]),
      [[{ text: 'Glossary', to: 'glossary' }], ['The words, each in a few sentences.']],
      [[{ text: 'Signs of the diagram', to: 'signs' }], ['What lines, badges and marks mean.']],
    ],
  ),
});
