import { CircleCheck, Funnel, MapPinOff } from 'lucide-react';
import { FILTER_TYPE, type StatusWord } from '#components/submissions/status-words';
import { StatusMark } from '#components/submissions/status-mark';
import { ValuesSeen } from '#components/submissions/values-seen';
import { ScrollTable } from '#components/ui/scroll-table';
import type { Submission } from '#lib/submissions/contract';

type Verdict = NonNullable<Submission['explanation']>[number];
type Failure = Verdict['failures'][number];

const VERDICT: Record<Verdict['verdict'], StatusWord> = {
  routed: { word: 'passed', icon: CircleCheck, tone: 'good' },
  filtered: { word: 'removed', icon: Funnel, tone: 'warn' },
  'outside jurisdiction': { word: 'outside its jurisdiction', icon: MapPinOff, tone: 'mute' },
};

/** What every destination's filters said to every item: expression, value seen, verdict. */
export function VerdictTable({ verdicts }: { verdicts: readonly Verdict[] }) {
  const hasManyItems = new Set(verdicts.map(({ index }) => index)).size > 1;
  const rows = verdicts.flatMap((verdict): [Verdict, Failure | null][] =>
    verdict.failures.length === 0 ? [[verdict, null]] : verdict.failures.map((failure) => [verdict, failure]),
  );
  return (
    <ScrollTable
      caption="Filters"
      columns={['Destination', ...(hasManyItems ? ['Item'] : []), 'Filter', 'Expression', 'Value seen', 'Verdict']}
    >
      {rows.map(([verdict, failure]) => (
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
  );
}

const expressionOf = (failure: Failure | null): string =>
  failure ? `${failure.filterName}(${failure.filterArgs.join(', ')})` : '';
