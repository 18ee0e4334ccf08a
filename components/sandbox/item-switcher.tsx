'use client';

import { ArrowLeft, ArrowRight } from 'lucide-react';
import { SANDBOX_KEYS } from '#components/sandbox/sandbox-keys';
import { usePageCommands } from '#components/shell/page-commands';
import { Button } from '#components/ui/button';
import { ChoiceField } from '#components/ui/choice-field';
import { formatCount } from '#components/ui/format-count';
import type { ItemExplanation } from '#lib/intake/explain-contract';

interface ItemSwitcherProps {
  items: readonly ItemExplanation[];
  /** Its index, as every item's from 1. */
  chosen: number;
  /** Of the payload, with those that are not explained. */
  count: number;
  onChoose: (index: number) => void;
}

const OUTCOME: Record<ItemExplanation['outcome'], string> = {
  read: '',
  invalid: ', not usable',
  unparsable: ', cannot be read',
};

/** Which of several items is shown. */
export function ItemSwitcher({ items, chosen, count, onChoose }: ItemSwitcherProps) {
  const last = items.length;
  const go = (by: number) => onChoose(Math.min(Math.max(chosen + by, 1), last));
  usePageCommands([
    { id: 'next-item', ...SANDBOX_KEYS.next, palette: false, run: () => go(1) },
    { id: 'previous-item', ...SANDBOX_KEYS.previous, palette: false, run: () => go(-1) },
  ]);
  return (
    <div className="mt-5">
      <div className="flex flex-wrap items-end gap-2">
        <div className="min-w-0 flex-1 basis-56">
          <ChoiceField
            label={`Item ${chosen} of ${formatCount(count)}`}
            value={String(chosen)}
            choices={items.map(({ index, trackingId, outcome }) => ({
              value: String(index),
              label: `${index}: ${trackingId ?? 'no message id'}${OUTCOME[outcome]}`,
            }))}
            onChoose={(index) => onChoose(Number(index))}
          />
        </div>
        <div className="flex gap-2">
          <Button className="h-9!" off={chosen <= 1} onClick={() => go(-1)}>
            <ArrowLeft aria-hidden className="size-4" />
            Previous
          </Button>
          <Button className="h-9!" off={chosen >= last} onClick={() => go(1)}>
            Next
            <ArrowRight aria-hidden className="size-4" />
          </Button>
        </div>
      </div>
      {count > last && (
        <p className="mt-1 text-sm text-soft">
          The first {last} are shown. All {formatCount(count)} were checked: errors and warnings of every one stand
          above.
        </p>
      )}
    </div>
  );
}
