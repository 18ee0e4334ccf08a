import { CircleCheck } from 'lucide-react';
import { groupChecks, SEVERITY } from '#components/signing/check-words';
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
        <ul className="space-y-3">
          {groupChecks(checks).map((group) => (
            <CheckGroup
              key={`${group[0].severity} ${group[0].rule} ${group[0].explanation}`}
              group={group}
              onShow={onShow}
            />
          ))}
        </ul>
      )}
    </section>
  );
}

/** What one rule found: how grave it is and what to do about it stand once, however often it was found. */
function CheckGroup({
  group,
  onShow,
}: { group: ReturnType<typeof groupChecks>[number] } & Pick<ChecksPanelProps, 'onShow'>) {
  const { icon: Icon, word, colour } = SEVERITY[group[0].severity];
  return (
    <li className="flex items-start gap-2">
      <Icon aria-hidden className={`mt-0.5 size-4 shrink-0 ${colour}`} />
      <div className="min-w-0 flex-1">
        <p className={`text-sm leading-5 font-medium ${colour}`}>{word}</p>
        <ul>
          {group.map((check) => (
            <li key={`${check.from} ${check.message}`}>
              <FoundAt check={check} onShow={onShow} />
            </li>
          ))}
        </ul>
        <p className="mt-0.5 text-sm text-soft text-pretty">{group[0].explanation}</p>
      </div>
    </li>
  );
}

function FoundAt({ check, onShow }: { check: Check } & Pick<ChecksPanelProps, 'onShow'>) {
  if (check.from === null || check.to === null) return <p className="py-0.5 break-words">{check.message}</p>;
  return (
    <button
      type="button"
      onClick={() => onShow(check)}
      className="-mx-1.5 block w-[calc(100%+0.75rem)] rounded-md px-1.5 py-0.5 text-left break-words hover:bg-raised"
    >
      {check.message}
      <span className="sr-only"> Go to the place</span>
    </button>
  );
}
