'use client';

import { ChevronRight } from 'lucide-react';
import { useState } from 'react';
import { Button } from '#components/ui/button';
import { formatCount } from '#components/ui/format-count';
import { Panel } from '#components/ui/panel';
import type { ItemExplanation, ItemPart } from '#lib/intake/explain-contract';

interface ItemPartsProps {
  item: ItemExplanation;
  format: 'HL7' | 'FHIR';
  onShow: (place: string) => void;
}

/** Segments with their fields, or resources with their elements, each folded until it is opened. */
export function ItemParts({ item: { parts, valuesLeftOut }, format, onShow }: ItemPartsProps) {
  // By place: what is open stays so from item to item, and from check to check.
  const [open, setOpen] = useState<ReadonlySet<string>>(new Set());
  if (parts.length === 0) return null;
  const isAllOpen = parts.every(({ place }) => open.has(place));
  const toggle = (place: string) => {
    const next = new Set(open);
    if (!next.delete(place)) next.add(place);
    setOpen(next);
  };
  return (
    <Panel
      title={format === 'HL7' ? 'Segments and fields' : 'Resources and elements'}
      aside={
        <Button
          look="bare"
          className="h-7!"
          onClick={() => setOpen(new Set(isAllOpen ? [] : parts.map(({ place }) => place)))}
        >
          {isAllOpen ? 'Fold all' : 'Open all'}
        </Button>
      }
    >
      <ul className="divide-y divide-line rounded-lg border border-line bg-surface">
        {parts.map((part) => (
          <Part
            key={part.place}
            part={part}
            isOpen={open.has(part.place)}
            onToggle={() => toggle(part.place)}
            onShow={onShow}
          />
        ))}
      </ul>
      {valuesLeftOut > 0 && (
        <p className="mt-1 text-sm text-soft">
          {formatCount(valuesLeftOut)} more values are not shown; they are read all the same.
        </p>
      )}
    </Panel>
  );
}

interface PartProps {
  part: ItemPart;
  isOpen: boolean;
  onToggle: () => void;
  onShow: (place: string) => void;
}

function Part({ part: { place, name, values }, isOpen, onToggle, onShow }: PartProps) {
  return (
    <li>
      <h3>
        <button
          type="button"
          aria-expanded={isOpen}
          onClick={onToggle}
          className="flex w-full items-center gap-2 rounded-lg px-3 py-2 text-left hover:bg-raised focus-visible:-outline-offset-2"
        >
          <ChevronRight aria-hidden className={`size-4 shrink-0 text-soft ${isOpen ? 'rotate-90' : ''}`} />
          <code className="shrink-0 font-mono text-sm font-medium">{place}</code>
          <span className="min-w-0 truncate">{name}</span>
          <span className="ml-auto shrink-0 text-sm text-soft">
            {values.length}
            <span className="sr-only"> values</span>
          </span>
        </button>
      </h3>
      {isOpen && (
        <ul aria-label={`${place} ${name ?? ''}`} className="border-t border-line py-1">
          {values.map((value) => (
            <li key={value.place}>
              <button
                type="button"
                title="Show it in the text"
                onClick={() => onShow(value.place)}
                className="grid w-full gap-x-3 px-3 py-1 pl-9 text-left hover:bg-raised focus-visible:-outline-offset-2 sm:grid-cols-[minmax(0,2fr)_minmax(0,3fr)]"
              >
                <span className="min-w-0">
                  <code className="font-mono text-sm break-all text-soft">{withoutPart(value.place, place)}</code>{' '}
                  <span className="text-soft">{value.name}</span>
                </span>
                <span className="line-clamp-6 min-w-0 wrap-anywhere whitespace-pre-wrap">{value.value}</span>
              </button>
            </li>
          ))}
        </ul>
      )}
    </li>
  );
}

/** Elements of a resource have long places; fields are named in full, as errors name them. */
const withoutPart = (place: string, part: string): string =>
  part.startsWith('Bundle.') && place.startsWith(`${part}.`) ? place.slice(part.length + 1) : place;
