import { CircleCheck } from 'lucide-react';
import { SEVERITY } from '#components/signing/check-words';
import { KeyCap } from '#components/ui/key-cap';
import { Skeleton } from '#components/ui/skeleton';
import type { Check } from '#lib/checks/contract';

interface ChecksPanelProps {
  /** null before the first run. */
  checks: readonly Check[] | null;
  onShow: (check: Check) => void;
}

/** What should be looked at before signing; a click goes to the place. */
export function ChecksPanel({ checks, onShow }: ChecksPanelProps) {
  return (
    <section aria-labelledby="checks-title" className="mt-5">
      <div className="mb-1.5 flex items-baseline gap-2">
        <h2 id="checks-title" className="font-semibold">
          Checks
        </h2>
        {checks !== null && checks.some(({ from }) => from !== null) && (
          <span className="ml-auto flex items-center gap-1.5 text-sm text-soft">
            next <KeyCap>F8</KeyCap>
          </span>
        )}
      </div>
      {checks === null ? (
        <Skeleton className="h-9 w-full" />
      ) : checks.length === 0 ? (
        <p className="flex items-center gap-2 text-soft">
          <CircleCheck aria-hidden className="size-4 text-good" />
          Nothing to put right.
        </p>
      ) : (
        <ul className="space-y-1">
          {checks.map((check) => (
            <CheckItem key={`${check.rule} ${check.from} ${check.message}`} check={check} onShow={onShow} />
          ))}
        </ul>
      )}
    </section>
  );
}

function CheckItem({ check, onShow }: { check: Check; onShow: ChecksPanelProps['onShow'] }) {
  const { from, to, message, explanation, severity } = check;
  const { icon: Icon, word, colour } = SEVERITY[severity];
  const words = (
    <>
      <Icon aria-hidden className={`mt-0.5 size-4 shrink-0 ${colour}`} />
      <span className="min-w-0">
        <span className={`block text-sm font-medium ${colour}`}>{word}</span>
        <span className="block break-words">{message}</span>
        <span className="mt-0.5 block text-sm text-soft text-pretty">{explanation}</span>
      </span>
    </>
  );
  return (
    <li>
      {from === null || to === null ? (
        <div className="flex items-start gap-2 rounded-md px-2 py-1.5">{words}</div>
      ) : (
        <button
          type="button"
          onClick={() => onShow(check)}
          className="flex w-full items-start gap-2 rounded-md px-2 py-1.5 text-left hover:bg-raised"
        >
          {words}
          <span className="sr-only">Go to the place</span>
        </button>
      )}
    </li>
  );
}
