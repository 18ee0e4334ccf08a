import { Check, FileInput, Minus, TriangleAlert } from 'lucide-react';
import { compareIdentity, differencesIn, type Candidate, type Verdict } from '#components/unmatched/compare-identity';
import { Button } from '#components/ui/button';
import type { UnmatchedDetail } from '#lib/intake/items-contract';

const VERDICT: Record<Verdict, { icon: typeof Check; word: string; look: string }> = {
  same: { icon: Check, word: 'same', look: 'text-good' },
  differs: { icon: TriangleAlert, word: 'differs', look: 'font-medium text-bad' },
  unknown: { icon: Minus, word: 'not told', look: 'text-soft' },
};

interface CandidateCardProps {
  exam: UnmatchedDetail['exam'];
  candidate: Candidate;
  onFile: () => void;
}

/** An appointment that an item may belong to, beside what the item says. */
export function CandidateCard({ exam, candidate, onFile }: CandidateCardProps) {
  const { appointmentId, currentReportStatus } = candidate;
  const comparisons = compareIdentity(exam, candidate);
  const differences = differencesIn(comparisons).length;
  return (
    <li className="rounded-lg border border-line bg-surface">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1 px-4 py-2.5">
        <h3 className="min-w-0 font-semibold break-all">Appointment {appointmentId}</h3>
        <p className={`text-sm ${differences > 0 ? 'text-bad' : 'text-soft'}`}>
          {differences === 0 ? 'nothing differs' : `${differences} ${differences === 1 ? 'difference' : 'differences'}`}
        </p>
        <Button look={differences === 0 ? 'main' : 'plain'} className="ml-auto" onClick={onFile}>
          <FileInput aria-hidden className="size-4" />
          File with {appointmentId}
        </Button>
      </div>
      {currentReportStatus !== null && (
        <p className="px-4 pb-2 text-sm text-warn">
          It has a {currentReportStatus} report already: this one would become the next version of it.
        </p>
      )}
      <table className="w-full table-fixed border-collapse text-left [&_td]:py-1.5 [&_td]:pr-3 [&_td]:align-top [&_td]:break-words [&_tr]:border-t [&_tr]:border-line">
        <caption className="sr-only">The item and appointment {appointmentId}</caption>
        <thead className="text-sm text-soft">
          <tr>
            <th scope="col" className="w-26 py-1.5 pl-4 font-medium">
              <span className="sr-only">What</span>
            </th>
            <th scope="col" className="py-1.5 font-medium">
              Item
            </th>
            <th scope="col" className="py-1.5 font-medium">
              Appointment
            </th>
            <th scope="col" className="w-22 py-1.5 font-medium max-sm:w-10">
              <span className="sr-only">Whether they agree</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {comparisons.map(({ name, item, appointment, verdict }) => (
            <tr key={name} className={verdict === 'differs' ? 'bg-raised' : ''}>
              <th scope="row" className="py-1.5 pr-2 pl-4 align-top text-sm font-normal text-soft">
                {name}
              </th>
              <td>{item ?? <NotTold />}</td>
              <td className={verdict === 'differs' ? 'font-medium' : ''}>{appointment ?? <NotTold />}</td>
              <td>{verdict && <Mark verdict={verdict} />}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </li>
  );
}

const NotTold = () => <span className="text-faint">none</span>;

function Mark({ verdict }: { verdict: Verdict }) {
  const { icon: Icon, word, look } = VERDICT[verdict];
  return (
    <span className={`flex items-center gap-1 text-sm whitespace-nowrap ${look}`}>
      <Icon aria-hidden className="size-3.5 shrink-0" />
      <span className="max-sm:sr-only">{word}</span>
    </span>
  );
}
