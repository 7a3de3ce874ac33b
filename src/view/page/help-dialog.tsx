import { Fragment, type ReactNode } from 'react';
import { VERSION } from '../../base/version.ts';
import { useScope } from '../../store/store.ts';
import { Button } from '../parts/button.tsx';
import { Dialog } from '../parts/dialog.tsx';
import { Key } from '../parts/key.tsx';
import { COMMANDS, type Command } from './commands.ts';
import css from './help-dialog.module.css';

const GROUPS: readonly { readonly group: Command['group']; readonly title: string }[] = [
  { group: 'Move', title: 'Through the rows' },
  { group: 'Jump', title: 'To what matters' },
  { group: 'Change', title: 'At a row' },
  { group: 'Page', title: 'On the page' },
];

/** Every key of the page; each has a button, too. */
export function HelpDialog(): ReactNode {
  const close = useScope((s) => s.openDialog);
  const lead = useScope((s) => s.setTour);
  return (
    <Dialog title="Keys" wide onClose={() => close(null)}>
      <p className={css.more}>
        <a href="#/signs">Signs of the diagram</a> <a href="#/glossary">Glossary</a>{' '}
        <a href="#/reference">Reference: calls, errors, rules, causes</a>{' '}
        <Button
          onClick={() => {
            close(null);
            lead(0);
          }}
        >
          Tour of the page
        </Button>
      </p>
      <div className={css.groups}>
        {GROUPS.map(({ group, title }) => (
          <section key={group}>
            <h3>{title}</h3>
            <dl className={css.keys}>
              {COMMANDS.filter((c) => c.group === group).map((c) => (
                <Fragment key={c.id}>
                  <dt>
                    {(c.shown ?? c.keys).map((key) => (
                      <Key key={key}>{key}</Key>
                    ))}
                  </dt>
                  <dd>{c.name}</dd>
                </Fragment>
              ))}
            </dl>
          </section>
        ))}
      </div>
      <p className={css.about}>
        FF-A Scope {VERSION}, MIT license.{' '}
        <a
          href="docs/licenses.html"
          target="_blank"
          rel="noreferrer"
          aria-label="Licenses of what is bundled, in a new tab"
        >
          Licenses of what is bundled
        </a>
      </p>
    </Dialog>
  );
}
