import { type ReactNode, useId, useState } from 'react';
import { CopyBlock } from '../parts/copy-block.tsx';
import { Segmented } from '../parts/segmented.tsx';
import css from './recipe.module.css';
import { byScript, DETECT, type Machine, recipe, remarks, stopRecipe } from './recipe-text.ts';

const CORE = [
  { value: 'module', label: 'module' },
  { value: 'built in', label: 'built in' },
] as const;
const CONDUIT = [
  { value: 'smc', label: 'SMC' },
  { value: 'hvc', label: 'HVC' },
] as const;
const KERNEL = [
  { value: '6.9 or newer', label: '6.9 or newer' },
  { value: 'older', label: 'older' },
] as const;
const WHAT = [
  { value: 'probe', label: 'a probe' },
  { value: 'remove', label: 'a remove' },
  { value: 'anything', label: 'anything' },
] as const;

/** How a machine is recorded: what to ask the kernel first, the block to copy, how to stop, what it costs. */
export function Recipe(): ReactNode {
  const [m, setMachine] = useState<Machine>({ core: 'module', conduit: 'smc', kernel: '6.9 or newer', what: 'probe' });
  const change = (patch: Partial<Machine>): void => setMachine((old) => ({ ...old, ...patch }));
  return (
    <div className={css.recipe}>
      <p>
        ftrace records every FF-A call of a running Linux with a probe before and after it. Type this on the machine as
        root, then open the file here.
      </p>
      <h4>By a script</h4>
      <p>
        <a href={`${import.meta.env.BASE_URL}ffa-record.sh`} download>
          ffa-record.sh
        </a>{' '}
        asks the kernel whether it can be recorded, records in a buffer of its own, restores what it changed, and packs
        the file.
      </p>
      <CopyBlock name="script" text={byScript(new URL(import.meta.env.BASE_URL, window.location.href).href)} />
      <h4>By hand, first: what does this kernel offer?</h4>
      <CopyBlock name="questions to the kernel" text={DETECT} />
      <h4>Then: record</h4>
      <div className={css.variants}>
        <Variant name="FF-A core">
          <Segmented name="FF-A core" segments={CORE} value={m.core} onChange={(core) => change({ core })} />
        </Variant>
        <Variant name="Conduit">
          <Segmented name="Conduit" segments={CONDUIT} value={m.conduit} onChange={(conduit) => change({ conduit })} />
        </Variant>
        <Variant name="Linux">
          <Segmented name="Linux" segments={KERNEL} value={m.kernel} onChange={(kernel) => change({ kernel })} />
        </Variant>
        <Variant name="To see">
          <Segmented name="To see" segments={WHAT} value={m.what} onChange={(what) => change({ what })} />
        </Variant>
      </div>
      <CopyBlock name="recipe" text={recipe(m)} />
      <h4>Last: stop, and leave the machine as it was</h4>
      <CopyBlock name="commands that stop it" text={stopRecipe(m)} />
      <h4>What it costs, and what to know</h4>
      <ul className={css.remarks}>
        {remarks(m).map((r) => (
          <li key={r}>{r}</li>
        ))}
      </ul>
    </div>
  );
}

function Variant({ name, children }: { readonly name: string; readonly children: ReactNode }): ReactNode {
  const id = useId();
  return (
    <div className={css.variant}>
      <span id={id}>{name}</span>
      {children}
    </div>
  );
}
