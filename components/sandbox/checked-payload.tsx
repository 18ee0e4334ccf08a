'use client';

import { TriangleAlert } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { ItemSwitcher } from '#components/sandbox/item-switcher';
import { ExplainedItem } from '#components/sandbox/explained-item';
import type { Checked } from '#components/sandbox/use-check';
import type { ItemPlace } from '#components/sandbox/use-marked-text';
import { MessageTable } from '#components/submissions/message-table';
import { StatusMark } from '#components/submissions/status-mark';
import { OVERALL_STATUS } from '#components/submissions/status-words';
import { AlertBox } from '#components/ui/alert-box';
import { countOf } from '#components/ui/format-count';
import { RefusalReasons } from '#components/upload/refusal-reasons';
import type { ExplainedPayload } from '#lib/intake/explain-contract';

interface CheckedPayloadProps {
  checked: Checked;
  /** Text or sender are others now. */
  isStale: boolean;
  onShow: (place: ItemPlace) => void;
  domain: string;
  mayReport: boolean;
}

/** What the door would make of a payload: of the whole, then of one item at a time. */
export function CheckedPayload({ checked, isStale, onShow, domain, mayReport }: CheckedPayloadProps) {
  const { told, request } = checked;
  const { explanation, errors, warnings } = told;
  const [chosen, setChosen] = useState(1);
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    if (checked.request.leadsOn) heading.current?.focus();
  }, [checked]);
  const item = explanation.find(({ index }) => index === chosen) ?? explanation[0];
  const isRefused = told.httpStatus === 400;
  const isSingle = explanation.length === 1;
  // Those of a single item stand with it.
  const general = (list: ExplainedPayload['errors']) => list.filter(({ scope }) => !isSingle || scope !== 'item');
  const toTell = isRefused ? warnings : [...general(errors), ...general(warnings)];
  return (
    <section aria-label="What would become of it">
      <div className="flex flex-wrap items-center gap-x-4 gap-y-1">
        <h2 ref={heading} tabIndex={-1} className="scroll-mt-16 text-lg font-semibold outline-none">
          {headline(told)}
        </h2>
        <StatusMark status={OVERALL_STATUS[told.overallStatus]} />
        <p role="status" className="text-soft">
          <span className="sr-only">Checked: {isRefused ? 'refused' : told.overallStatus}, </span>
          {tellCounts(told)}
        </p>
      </div>
      {isStale && (
        <p role="status" className="mt-2 flex items-start gap-2">
          <TriangleAlert aria-hidden className="mt-0.5 size-4 shrink-0 text-warn" />
          Text or sender were changed since: check again.
        </p>
      )}
      {isRefused && (
        <div className="mt-3">
          <AlertBox title={errors.length === 1 ? 'Why' : `${errors.length} reasons`}>
            <RefusalReasons errors={errors} />
          </AlertBox>
        </div>
      )}
      {toTell.length > 0 && (
        <div className="mt-3">
          <MessageTable caption="Errors and warnings of the payload" messages={toTell} itemHref={null} />
        </div>
      )}
      {!isSingle && item && (
        <ItemSwitcher
          items={explanation}
          chosen={item.index}
          count={told.reportItemCount ?? explanation.length}
          onChoose={setChosen}
        />
      )}
      {item && (
        <ExplainedItem
          item={item}
          format={request.format}
          isRefused={isRefused}
          onShow={(place) => onShow({ item: item.index, place })}
          domain={domain}
          mayReport={mayReport}
        />
      )}
    </section>
  );
}

function headline({ httpStatus, overallStatus }: ExplainedPayload): string {
  if (httpStatus === 400) return 'It would be refused';
  return overallStatus === 'Error' ? 'It would be taken, with errors' : 'It would be taken';
}

function tellCounts({ reportItemCount, errorCount, warningCount }: ExplainedPayload): string {
  const counts = [
    ...(reportItemCount === null ? [] : [countOf(reportItemCount, 'item')]),
    countOf(errorCount, 'error'),
    countOf(warningCount, 'warning'),
  ];
  return counts.join(', ');
}
