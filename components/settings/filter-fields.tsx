'use client';

import { Check, Plus, X } from 'lucide-react';
import { FILTERS, type FilterKey } from '#components/settings/destination-words';
import { useFilterChecks } from '#components/settings/use-filter-checks';
import { Button } from '#components/ui/button';
import { TextField } from '#components/ui/text-field';

interface FilterFieldsProps {
  domain: string;
  filters: Record<FilterKey, string[]>;
  problemAt: (pointer: string) => string | null;
  onChange: (key: FilterKey, expressions: string[]) => void;
}

/** Expressions by filter type in the order in which they are tried, each checked while it is written. */
export function FilterFields({ domain, filters, problemAt, onChange }: FilterFieldsProps) {
  const checks = useFilterChecks(
    domain,
    FILTERS.flatMap(({ key }) => filters[key]),
  );
  return (
    <ol className="grid gap-5">
      {FILTERS.map(({ key, label, text }, place) => {
        const expressions = filters[key];
        const change = (at: number, expression: string) =>
          onChange(
            key,
            expressions.map((own, index) => (index === at ? expression : own)),
          );
        return (
          <li key={key}>
            <fieldset>
              <legend className="font-medium">
                {place + 1}. {label}
              </legend>
              <p className="text-sm text-soft">{text}</p>
              {expressions.length === 0 && (
                <p className="mt-1.5 text-sm text-faint">No expression: everything passes.</p>
              )}
              {expressions.map((expression, at) => {
                const check = checks.get(expression);
                const name = `${label} expression ${at + 1}`;
                return (
                  // oxlint-disable-next-line react/no-array-index-key -- an expression has no identity but its place
                  <div key={at} className="mt-2 grid grid-cols-[minmax(0,1fr)_2.25rem] items-start gap-x-1">
                    <TextField
                      hideLabel
                      label={name}
                      className="font-mono"
                      autoComplete="off"
                      spellCheck={false}
                      placeholder="matches(modality, CT, MR)"
                      value={expression}
                      error={check?.problem ?? problemAt(`/${key}/${at}`)}
                      onChange={(event) => change(at, event.target.value)}
                    />
                    <button
                      type="button"
                      aria-label={`Remove ${name.toLowerCase()}`}
                      onClick={() =>
                        onChange(
                          key,
                          expressions.filter((_, index) => index !== at),
                        )
                      }
                      className="flex size-9 items-center justify-center rounded-md text-soft hover:bg-raised hover:text-ink"
                    >
                      <X aria-hidden className="size-4" />
                    </button>
                    {check?.words && (
                      <p className="col-span-2 mt-1 flex items-start gap-1.5 text-sm text-soft">
                        <Check aria-hidden className="mt-0.5 size-3.5 shrink-0 text-good" />
                        <span>Passes when {check.words}</span>
                      </p>
                    )}
                  </div>
                );
              })}
              <Button
                look="bare"
                className="mt-1.5 -ml-3"
                aria-label={`Add an expression to ${label}`}
                onClick={() => onChange(key, [...expressions, ''])}
              >
                <Plus aria-hidden className="size-4" />
                Add an expression
              </Button>
            </fieldset>
          </li>
        );
      })}
    </ol>
  );
}
