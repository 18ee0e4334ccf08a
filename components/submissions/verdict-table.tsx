'use client';

import { CircleCheck, Funnel, MapPinOff } from 'lucide-react';
import { useState } from 'react';
import { FILTER_TYPE, type StatusWord } from '#components/submissions/status-words';
import { StatusMark } from '#components/submissions/status-mark';
import { ValuesSeen } from '#components/submissions/values-seen';
import { Time } from '#components/time/time';
import { Button } from '#components/ui/button';
import { formatCount } from '#components/ui/format-count';
import { ScrollTable } from '#components/ui/scroll-table';
import type { Submission } from '#lib/submissions/contract';

type Verdict = NonNullable<Submission['explanation']>[number];
type Failure = Verdict['failures'][number];

const VERDICT: Record<Verdict['verdict'], StatusWord> = {
  routed: { word: 'passed', icon: CircleCheck, tone: 'good' },
  filtered: { word: 'removed', icon: Funnel, tone: 'warn' },
  'outside jurisdiction': { word: 'outside its jurisdiction', icon: MapPinOff, tone: 'mute' },
};

/** So many rows at a time: a payload has thousands. */
const STEP = 100;

/** What every destination's filters said to every item: expression, value seen, verdict. */
export function VerdictTable({ verdicts }: { verdicts: readonly Verdict[] }) {
  const [shown, setShown] = useState(STEP);
  const hasManyItems = new Set(verdicts.map(({ index }) => index)).size > 1;
  const rows = verdicts.flatMap((verdict): [Verdict, Failure | null][] =>
    verdict.failures.length === 0 ? [[verdict, null]] : verdict.failures.map((failure) => [verdict, failure]),
  );
  return (
    <>
      <ScrollTable
        caption="Filters"
        columns={['Destination', ...(hasManyItems ? ['Item'] : []), 'Filter', 'Expression', 'Value seen', 'Verdict']}
      >
        {rows.slice(0, shown).map(([verdict, failure]) => (
          <tr key={`${verdict.index} ${verdict.destination} ${expressionOf(failure)}`}>
            <td className="font-medium whitespace-nowrap">{verdict.destination}</td>
            {hasManyItems && <td>{verdict.index}</td>}
            <td className="whitespace-nowrap">
              {verdict.filterType ? FILTER_TYPE[verdict.filterType] : <span className="text-soft">All</span>}
            </td>
            <td>
              {failure ? (
                <code className="font-mono text-sm break-words">{expressionOf(failure)}</code>
              ) : (
                <span className="text-soft">every filter passed</span>
              )}
              {verdict.earlier && <Earlier earlier={verdict.earlier} />}
            </td>
            <td>
              <ValuesSeen failure={failure} />
            </td>
            <td>
              <StatusMark status={VERDICT[verdict.verdict]} />
            </td>
          </tr>
        ))}
      </ScrollTable>
      {rows.length > shown && (
        <Button className="mt-2" onClick={() => setShown(shown + STEP)}>
          Show more of {formatCount(rows.length)} verdicts
        </Button>
      )}
    </>
  );
}

const expressionOf = (failure: Failure | null): string =>
  failure ? `${failure.filterName}(${failure.filterArgs.join(', ')})` : '';

/** What the filters had said before a person had the item routed again. */
function Earlier({ earlier: { filterType, reason, until } }: { earlier: NonNullable<Verdict['earlier']> }) {
  return (
    <p className="mt-1 text-sm text-soft">
      Until it was routed again, <Time at={until} />: removed by {FILTER_TYPE[filterType].toLowerCase()}. {reason}
    </p>
  );
}
