'use client';

import { Acknowledgment } from '#components/sandbox/acknowledgment';
import { ItemAppointment } from '#components/sandbox/item-appointment';
import { ItemDestinations } from '#components/sandbox/item-destinations';
import { ItemParts } from '#components/sandbox/item-parts';
import { ItemProblems } from '#components/sandbox/item-problems';
import { Panel } from '#components/ui/panel';
import { ScrollTable } from '#components/ui/scroll-table';
import type { ItemExplanation } from '#lib/intake/explain-contract';

interface ExplainedItemProps {
  item: ItemExplanation;
  format: 'HL7' | 'FHIR';
  isRefused: boolean;
  onShow: (place: string) => void;
  domain: string;
  mayReport: boolean;
}

/** One item: what is wrong with it, where it would belong and go, how it is read, and what it would be answered. */
export function ExplainedItem({ item, format, isRefused, onShow, domain, mayReport }: ExplainedItemProps) {
  const isRead = item.outcome === 'read' && !isRefused;
  return (
    <>
      <ItemProblems item={item} onShow={onShow} />
      {isRead && (
        <>
          <ItemAppointment appointment={item.appointment} domain={domain} mayReport={mayReport} />
          <ItemDestinations item={item} />
        </>
      )}
      <ItemParts item={item} format={format} onShow={onShow} />
      {isRead && (
        <Panel title="What filters see" aside="beside the report’s own words, report_text">
          <ScrollTable caption="What filters see" columns={['Field', 'Value']}>
            {item.fields.map(({ name, value }) => (
              <tr key={name}>
                <td className="font-mono text-sm whitespace-nowrap">{name}</td>
                <td className="min-w-40 break-words">{value}</td>
              </tr>
            ))}
          </ScrollTable>
        </Panel>
      )}
      <Acknowledgment ack={item.ack} reason={item.ackReason} />
    </>
  );
}
