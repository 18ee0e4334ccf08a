import { VerdictTable } from '#components/submissions/verdict-table';
import { formatCount } from '#components/ui/format-count';
import { Panel } from '#components/ui/panel';
import type { ItemExplanation } from '#lib/intake/explain-contract';

type Destination = ItemExplanation['destinations'][number];

/** Where an item would go, what keeps it from elsewhere, and what each destination would get. */
export function ItemDestinations({ item: { index, trackingId, destinations, fields } }: { item: ItemExplanation }) {
  const isWithdrawal = fields.some(({ name, value }) => name === 'report_status' && value === 'withdrawn');
  const routed = destinations.filter(({ format }) => format !== null);
  return (
    <Panel title="Destinations" aside={`${routed.length} of ${destinations.length} would get it`}>
      {destinations.length === 0 ? (
        <p>No destination is set up for it: it would be kept here and sent nowhere.</p>
      ) : (
        <VerdictTable verdicts={destinations.map((told) => ({ ...told, index, trackingId: trackingId ?? '' }))} />
      )}
      {isWithdrawal && (
        <p className="mt-2 text-pretty">
          It withdraws a report: every destination that received that report gets this, whatever its filters say.
        </p>
      )}
      {byWords(routed).map(({ names, words }) => (
        <div key={names} className="mt-3">
          <p className="mb-1.5">
            {words.content === null ? `${names} would get ${tellFile(words.format)}` : `${names} would get this text`}
          </p>
          {words.content !== null && (
            <pre
              role="region"
              aria-label={`What ${names} would get`}
              tabIndex={0}
              className="max-h-72 overflow-auto rounded-lg border border-line bg-surface p-4 font-mono text-sm wrap-anywhere whitespace-pre-wrap"
            >
              {words.content}
            </pre>
          )}
          {words.contentLeftOut > 0 && (
            <p className="mt-1 text-sm text-soft">
              And {formatCount(words.contentLeftOut)} more characters, which are not shown.
            </p>
          )}
        </div>
      ))}
    </Panel>
  );
}

const tellFile = (format: string | null): string =>
  format === 'TEXT' ? 'an empty text: there is none' : `${format} file, made when it is sent`;

/** Destinations that get the same are named together. */
function byWords(routed: readonly Destination[]): { names: string; words: Destination }[] {
  const groups = new Map<string, Destination[]>();
  for (const one of routed) {
    const key = `${one.format} ${one.content}`;
    groups.set(key, [...(groups.get(key) ?? []), one]);
  }
  return [...groups.values()].flatMap((group) => {
    const [words] = group;
    return words ? [{ names: group.map(({ destination }) => destination).join(', '), words }] : [];
  });
}
