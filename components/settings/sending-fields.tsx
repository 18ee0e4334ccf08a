'use client';

import type { DestinationValues } from '#components/settings/destination-values';
import type { ObjectForm } from '#components/settings/use-object-form';
import { ZoneField } from '#components/settings/zone-field';
import { ChoiceField } from '#components/ui/choice-field';
import { TextField } from '#components/ui/text-field';

/** When files are sent, and how often a failed one is tried again. */
export function TimingFields({
  form: { values, set, problemAt, problemUnder },
}: {
  form: ObjectForm<DestinationValues>;
}) {
  const { timing } = values;
  const change = (changed: Partial<typeof timing>) => set({ timing: { ...timing, ...changed } });
  return (
    <>
      <ChoiceField
        label="When"
        value={timing.operation}
        error={problemAt('/timing/operation')}
        choices={[
          { value: 'NONE', label: 'At once, one file a report' },
          { value: 'MERGE', label: 'Several reports in a file, at fixed times' },
        ]}
        onChoose={(operation) => change({ operation })}
      />
      {timing.operation === 'MERGE' && (
        <div className="grid gap-4 sm:grid-cols-2">
          <TextField
            label="Times a day"
            inputMode="numeric"
            hint="1 to 1440"
            value={timing.numberPerDay}
            error={problemAt('/timing/numberPerDay')}
            onChange={(event) => change({ numberPerDay: event.target.value })}
          />
          <TextField
            label="First time"
            hint="Of the day, such as 00:00"
            value={timing.initialTime}
            error={problemAt('/timing/initialTime')}
            onChange={(event) => change({ initialTime: event.target.value })}
          />
          <ZoneField
            label="Time zone"
            hint="Empty: the organization’s"
            value={timing.timeZone}
            error={problemAt('/timing/timeZone')}
            onChange={(timeZone) => change({ timeZone })}
          />
          <TextField
            label="Reports a file at most"
            inputMode="numeric"
            hint="1 to 10,000"
            value={timing.maxReportCount}
            error={problemAt('/timing/maxReportCount')}
            onChange={(event) => change({ maxReportCount: event.target.value })}
          />
        </div>
      )}
      <TextField
        label="Retries"
        hint="How long to wait before each, such as 5s 5m 2h 1d. After the last a file is given up."
        className="font-mono"
        value={values.retry}
        error={problemUnder('/retry')}
        onChange={(event) => set({ retry: event.target.value })}
      />
    </>
  );
}
