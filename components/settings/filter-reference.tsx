import { ChevronRight } from 'lucide-react';
import { FIELD_GROUPS, FUNCTION_WORDS } from '#components/settings/filter-words';

/** What an expression can say: to be looked up while one is written. */
export function FilterReference() {
  return (
    <details className="group rounded-lg border border-line bg-surface">
      <summary className="flex cursor-pointer list-none items-center gap-1.5 rounded-lg px-4 py-2.5 font-medium">
        <ChevronRight aria-hidden className="size-4 shrink-0 text-soft group-open:rotate-90" />
        Functions and fields
      </summary>
      <div className="grid gap-5 border-t border-line p-4">
        <dl aria-label="Functions" className="grid gap-2.5">
          {Object.entries(FUNCTION_WORDS).map(([name, { example, text }]) => (
            <div key={name}>
              <dt className="font-mono text-sm break-words">{example}</dt>
              <dd className="text-sm text-soft text-pretty">{text}</dd>
            </div>
          ))}
        </dl>
        <dl aria-label="Fields" className="grid gap-2.5 border-t border-line pt-4">
          {FIELD_GROUPS.map(({ label, fields }) => (
            <div key={label} className="grid gap-x-4 sm:grid-cols-[6rem_minmax(0,1fr)]">
              <dt className="text-sm text-soft">{label}</dt>
              <dd className="font-mono text-sm break-words">{fields.join(', ')}</dd>
            </div>
          ))}
        </dl>
      </div>
    </details>
  );
}
