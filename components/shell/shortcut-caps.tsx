import { Fragment } from 'react';
import { KeyCap } from '#components/ui/key-cap';

const FACE: Record<string, string> = {
  ArrowDown: '↓',
  ArrowUp: '↑',
  ArrowLeft: '←',
  ArrowRight: '→',
  Escape: 'Esc',
};

const isApple = (): boolean => typeof navigator !== 'undefined' && /Mac|iPhone|iPad/.test(navigator.platform);
const faceOf = (key: string): string => (key === 'Ctrl' && isApple() ? '⌘' : (FACE[key] ?? key));

/** The caps of a shortcut, as its plain list names it. For what is loaded on demand: a server does not know the keyboard. */
export function ShortcutCaps({ keys }: { keys: string }) {
  return (
    <span className="inline-flex flex-wrap items-center justify-end gap-1">
      {keys.split(' ').map((way, index) => (
        <Fragment key={way}>
          {index > 0 && <span className="text-xs text-soft">or</span>}
          <span className="sr-only">{way.replaceAll('+', ' + ').replace('Ctrl', isApple() ? 'Command' : 'Ctrl')}</span>
          {way.split('+').map((key) => (
            <KeyCap key={key}>{faceOf(key)}</KeyCap>
          ))}
        </Fragment>
      ))}
    </span>
  );
}
