import type { ButtonHTMLAttributes } from 'react';

export interface ButtonProps extends ButtonHTMLAttributes<HTMLButtonElement> {
  /**
   * `main` for the one thing a page is for; `danger` for what cannot be undone; `plain` for everything else; `bare` where a
   * frame would be noise.
   */
  look?: keyof typeof BUTTON_LOOK;
  /** Does nothing now and keeps the focus: for what its own press switches off, where `disabled` would drop the focus. */
  off?: boolean;
}

export const BUTTON_LOOK = {
  main: 'border-transparent bg-accent text-on-accent hover:brightness-110',
  danger: 'border-transparent bg-bad text-on-accent hover:brightness-110',
  plain: 'border-edge bg-surface text-ink hover:bg-raised',
  bare: 'border-transparent text-soft hover:bg-raised hover:text-ink',
};

export const BUTTON_SHAPE =
  'inline-flex h-8 items-center justify-center gap-1.5 rounded-md border px-3 font-medium whitespace-nowrap ' +
  'disabled:cursor-default disabled:opacity-50 aria-disabled:cursor-default aria-disabled:opacity-50';

export function Button({ look = 'plain', className = '', type = 'button', off = false, ...rest }: ButtonProps) {
  const { onClick, ...others } = rest;
  return (
    <button
      type={type}
      aria-disabled={off || undefined}
      className={`${BUTTON_SHAPE} ${BUTTON_LOOK[look]} ${className}`}
      // A form is not sent either, nor by Enter in a field.
      onClick={off ? (event) => event.preventDefault() : onClick}
      {...others}
    />
  );
}
