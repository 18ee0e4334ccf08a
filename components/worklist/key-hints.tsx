import { MousePointerClick } from 'lucide-react';
import { KeyCap } from '#components/ui/key-cap';

const HINTS = [
  [['j', 'k'], 'move'],
  [['Enter'], 'open'],
  [['c', 'u'], 'claim, release'],
  [['v'], 'images'],
  [['Shift', 'N'], 'most urgent'],
  [['p'], 'hide this preview'],
  [['?'], 'every key'],
] as const;

/** What stands in the preview before a row is chosen. */
export function KeyHints({ showKeys }: { showKeys: boolean }) {
  return (
    <div className="flex h-full flex-col items-center justify-center px-6 text-center text-soft">
      <MousePointerClick aria-hidden className="mb-3 size-7 text-faint" strokeWidth={1.5} />
      <p>Choose an appointment to see its request, comments and earlier reports.</p>
      {showKeys && (
        <dl className="mt-6 grid grid-cols-[auto_auto] items-center gap-x-4 gap-y-1.5 text-left text-sm [@media(hover:none)]:hidden">
          {HINTS.map(([keys, words]) => (
            <div key={words} className="contents">
              <dt className="flex justify-end gap-1">
                <span className="sr-only">{keys.join(' ')}</span>
                {keys.map((key) => (
                  <KeyCap key={key}>{key}</KeyCap>
                ))}
              </dt>
              <dd>{words}</dd>
            </div>
          ))}
        </dl>
      )}
    </div>
  );
}
