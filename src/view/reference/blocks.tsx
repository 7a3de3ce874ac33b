import type { ReactNode } from 'react';
import type { Block, Section } from '../../reference/page.ts';
import { type Sign, signById } from '../../reference/signs.ts';
import { Pieces } from './pieces.tsx';
import css from './reference.module.css';

/** A part of a page of the reference under its title. */
export function SectionView({ section }: { readonly section: Section }): ReactNode {
  return (
    <section className={css.section} data-anchor={section.id} aria-label={section.title}>
      <h3>{section.title}</h3>
      {section.blocks.map((block, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the blocks of a page have no identity but their place
        <BlockView key={i} block={block} />
      ))}
    </section>
  );
}

function BlockView({ block }: { readonly block: Block }): ReactNode {
  switch (block.kind) {
    case 'text':
      return (
        <p>
          <Pieces text={block.text} />
        </p>
      );
    case 'list':
      return (
        <ul>
          {block.items.map((item, i) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: as above
            <li key={i}>
              <Pieces text={item} />
            </li>
          ))}
        </ul>
      );
    case 'facts':
      return (
        <dl className={css.facts}>
          {block.facts.map(([term, text], i) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: as above
            <div key={i}>
              <dt>{term}</dt>
              <dd>
                <Pieces text={text} />
              </dd>
            </div>
          ))}
        </dl>
      );
    case 'code':
      return (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what is wider than the window is scrolled by key, too
        <pre className={css.wide} tabIndex={0}>
          <code>{block.lines.join('\n')}</code>
        </pre>
      );
    case 'table':
      return <TableView block={block} />;
    case 'signs':
      return (
        <dl className={css.signs}>
          {block.signs.map((id) => {
            const sign = signById(id);
            return sign === null ? null : <SignView key={id} sign={sign} />;
          })}
        </dl>
      );
  }
}

function TableView({ block }: { readonly block: Block & { kind: 'table' } }): ReactNode {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what is wider than the window is scrolled by key, too
    <section className={css.wide} tabIndex={0} aria-label={`Table: ${block.name}`}>
      <table>
        <thead>
          <tr>
            {block.head.map((h) => (
              <th key={h} scope="col">
                {h}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {block.rows.map((row, i) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: as above
            <tr key={i}>
              {row.map((cell, j) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: as above
                <td key={j}>
                  <Pieces text={cell} />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

/** A sign, drawn, with its name and what it says. */
function SignView({ sign }: { readonly sign: Sign }): ReactNode {
  return (
    <div>
      <dt>
        <svg viewBox="0 0 44 16" width={66} height={24} aria-hidden="true">
          {sign.shapes.map((s) => (
            <path
              key={s.d}
              d={s.d}
              className={`${s.tone === undefined ? '' : (css[s.tone] ?? '')} ${s.filled ? css.filled : css.drawn}`}
              strokeDasharray={s.dashed ? '5 3' : undefined}
            />
          ))}
          {sign.letters === undefined ? null : (
            <text x={22} y={12} className={css.letters}>
              {sign.letters}
            </text>
          )}
        </svg>
        {sign.name}
      </dt>
      <dd>{sign.says}</dd>
    </div>
  );
}
