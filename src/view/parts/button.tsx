import type { ButtonHTMLAttributes, ReactNode, Ref } from 'react';
import css from './button.module.css';

interface Props extends ButtonHTMLAttributes<HTMLButtonElement> {
  readonly look?: 'plain' | 'primary' | 'ghost';
  /** A square with an icon alone: needs an aria-label. */
  readonly square?: boolean;
  readonly ref?: Ref<HTMLButtonElement>;
}

/** A button of the shell: a verb and its object. */
export function Button({ look = 'plain', square = false, className, ...rest }: Props): ReactNode {
  const classes = [css.button, look === 'plain' ? '' : css[look], square ? css.icon : '', className ?? ''];
  return <button type="button" className={classes.filter((c) => c !== '').join(' ')} {...rest} />;
}
