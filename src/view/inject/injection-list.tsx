import { type KeyboardEvent, type ReactNode, useLayoutEffect, useMemo, useRef, useState } from 'react';
import type { Run } from '../../scenario/types.ts';
import { type Injection, type InjectionGroup, injectionGroups } from '../../study/inject/injections.ts';
import type { Target } from '../../study/inject/target.ts';
import lines from '../parts/menu.module.css';
import { followsText, type Reactions, returnsText, useReactions } from '../parts/use-reactions.ts';
import { focusFirst } from './focus-first.ts';
import css from './injection-list.module.css';

interface Props {
  readonly run: Run;
  readonly target: Target;
  readonly onChoose: (injection: Injection) => void;
}

/** The injections as a menu: the arrow keys move, Enter chooses, and the foot tells all of the one that is lit. */
export function InjectionList({ run, target, onChoose }: Props): ReactNode {
  const groups = useMemo(() => injectionGroups(target, run.scenario.secure), [target, run]);
  const [opened, setOpened] = useState<ReadonlySet<string>>(new Set());
  const [lit, setLit] = useState<Injection | null>(groups[0]?.injections[0] ?? null);
  const [stop, setStop] = useState(groups[0]?.injections[0]?.key ?? '');
  const menu = useRef<HTMLDivElement>(null);
  const reactions = useReactions(
    run,
    target,
    groups.flatMap((g) => g.injections),
  );

  // At once: a key that comes when the menu is drawn is meant for its line.
  useLayoutEffect(() => focusFirst(menu.current), []);

  const onKeyDown = (e: KeyboardEvent): void => {
    const items = [...(menu.current?.querySelectorAll<HTMLElement>('[role="menuitem"]') ?? [])];
    const at = items.indexOf(document.activeElement as HTMLElement);
    const to =
      e.key === 'ArrowDown'
        ? (at + 1) % items.length
        : e.key === 'ArrowUp'
          ? (at - 1 + items.length) % items.length
          : e.key === 'Home'
            ? 0
            : e.key === 'End'
              ? items.length - 1
              : null;
    if (to === null) return;
    e.preventDefault();
    items[to]?.focus();
  };

  return (
    <>
      <div
        ref={menu}
        className={`${lines.menu} ${css.menu}`}
        role="menu"
        aria-label="What happens here"
        tabIndex={-1}
        onKeyDown={onKeyDown}
      >
        {groups.map((g) => (
          <Group
            key={g.title}
            group={g}
            reactions={reactions}
            open={opened.has(g.title)}
            onOpen={() => {
              setOpened(new Set(opened).add(g.title));
              // The line that opened them is gone: the first of the new ones takes its focus.
              const next = g.injections[g.shown];
              requestAnimationFrame(() =>
                menu.current?.querySelector<HTMLElement>(`[data-key="${CSS.escape(next?.key ?? '')}"]`)?.focus(),
              );
            }}
            stop={stop}
            onStop={setStop}
            onLit={setLit}
            onChoose={onChoose}
          />
        ))}
      </div>
      <div className={css.more} aria-live="polite">
        {lit === null ? null : (
          <>
            <p>{followsText(lit, reactions)}</p>
            {lit.cause === '' ? null : <p className={css.cause}>{lit.cause}</p>}
          </>
        )}
      </div>
      <div className={css.keys}>
        <span>
          <kbd>↑</kbd> <kbd>↓</kbd> choose
        </span>
        <span>
          <kbd>Enter</kbd> fork the run
        </span>
        <span>
          <kbd>Esc</kbd> close
        </span>
      </div>
    </>
  );
}

interface GroupProps {
  readonly group: InjectionGroup;
  /** What Linux makes of each line; null until it is known. */
  readonly reactions: Reactions | null;
  readonly open: boolean;
  readonly onOpen: () => void;
  /** The line that the tab key stops at: the one that had the focus last. */
  readonly stop: string;
  readonly onStop: (key: string) => void;
  readonly onLit: (injection: Injection) => void;
  readonly onChoose: (injection: Injection) => void;
}

function Group({ group, reactions, open, onOpen, stop, onStop, onLit, onChoose }: GroupProps): ReactNode {
  // One line that opens a single other would be no shorter than that other.
  const all = open || group.injections.length <= group.shown + 1;
  const shown = all ? group.injections : group.injections.slice(0, group.shown);
  const rest = group.injections.length - shown.length;
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset may not stand inside a menu
    <div role="group" aria-label={group.title} className={css.group}>
      <p className={lines.title} aria-hidden="true">
        {group.title}
      </p>
      {shown.map((c) => (
        <button
          key={c.key}
          data-key={c.key}
          type="button"
          role="menuitem"
          tabIndex={c.key === stop ? 0 : -1}
          className={`${lines.item} ${css.item}`}
          aria-label={[c.label, returnsText(c, reactions), followsText(c, reactions)]
            .filter((t) => t !== '')
            .join(', ')}
          onFocus={() => {
            onStop(c.key);
            onLit(c);
          }}
          onPointerEnter={(e) => e.currentTarget.focus({ preventScroll: true })}
          onClick={() => onChoose(c)}
        >
          {/^[A-Z]{2,}|^−E/.test(c.label) ? <code>{c.label}</code> : <span className={css.words}>{c.label}</span>}
          <span className={css.errno}>{returnsText(c, reactions)}</span>
          <span className={css.follows}>{c.follows ?? reactions?.get(c.key)?.short ?? ''}</span>
        </button>
      ))}
      {rest > 0 ? (
        <button
          type="button"
          role="menuitem"
          tabIndex={stop === group.title ? 0 : -1}
          className={`${lines.item} ${css.item}`}
          onFocus={() => onStop(group.title)}
          onClick={onOpen}
        >
          <span className={css.rest}>
            {group.injections[group.shown]?.label} and {rest - 1} more ›
          </span>
        </button>
      ) : null}
    </div>
  );
}
