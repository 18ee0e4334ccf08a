'use client';

import { useQueryClient } from '@tanstack/react-query';
import { ChevronLeft, PlugZap } from 'lucide-react';
import Link from 'next/link';
import { useRouter } from 'next/navigation';
import { useState } from 'react';
import {
  DESTINATION_LABELS,
  NEW_DESTINATION,
  toDestinationBody,
  toDestinationValues,
} from '#components/settings/destination-values';
import { STATUS_WORDS } from '#components/settings/destination-words';
import { DryRun } from '#components/settings/dry-run';
import { FileMark } from '#components/settings/file-mark';
import { FilterFields } from '#components/settings/filter-fields';
import { FilterReference } from '#components/settings/filter-reference';
import { FormFooter } from '#components/settings/form-footer';
import { FormSection } from '#components/settings/form-section';
import { FormatFields } from '#components/settings/format-fields';
import { TimingFields } from '#components/settings/sending-fields';
import { SettingsHeading } from '#components/settings/settings-heading';
import { TestDialog } from '#components/settings/test-dialog';
import { TransportFields } from '#components/settings/transport-fields';
import { useObjectForm } from '#components/settings/use-object-form';
import { useUnsavedGuard } from '#components/settings/use-unsaved-guard';
import { Button } from '#components/ui/button';
import { ChoiceField } from '#components/ui/choice-field';
import { TextField } from '#components/ui/text-field';
import { showToast } from '#components/ui/use-toast';
import { testDestination } from '#lib/delivery/client';
import { settingsKeys } from '#lib/query-keys';
import { createDestination, getDestination, updateDestination } from '#lib/settings/client';
import type { DestinationObject } from '#lib/settings/destination-contract';

const STATUS_HINTS: Record<DestinationObject['settings']['customerStatus'], string> = {
  active: 'It gets what its filters keep.',
  testing: 'Works like active: a mark for people.',
  inactive: 'Gets nothing that is accepted meanwhile.',
};

interface DestinationFormProps {
  domain: string;
  /** null for a new one. */
  destination: DestinationObject | null;
}

/** A destination: what it is called, how files get there, and which reports it gets. */
export function DestinationForm({ domain, destination }: DestinationFormProps) {
  const router = useRouter();
  const queryClient = useQueryClient();
  const list = `/settings/destinations?organization=${encodeURIComponent(domain)}`;
  const take = (now: DestinationObject): DestinationObject => {
    queryClient.setQueryData(settingsKeys.destination(domain, now.name), now);
    void queryClient.invalidateQueries({ queryKey: settingsKeys.destinations(domain), exact: true });
    return now;
  };
  const form = useObjectForm({
    stored: destination,
    toValues: (stored: DestinationObject | null) => (stored ? toDestinationValues(stored) : NEW_DESTINATION),
    save: async (values, stored) => {
      const body = toDestinationBody(values);
      if (stored) return take(await updateDestination(domain, stored, body));
      const created = await createDestination(domain, body);
      showToast({ tone: 'done', title: `${created.name} was created`, text: 'It gets reports from the next one on.' });
      router.push(list);
      return take(created);
    },
    reload: async () => take(await getDestination(domain, destination?.name ?? '')),
  });
  const guard = useUnsavedGuard(form.isChanged);
  const [isTesting, setTesting] = useState(false);
  const { values, set, problemAt, problemUnder } = form;
  return (
    <form
      noValidate
      aria-label={destination ? `Destination ${destination.name}` : 'New destination'}
      onSubmit={(event) => {
        event.preventDefault();
        void form.submit();
      }}
    >
      <Link href={list} prefetch={false} className="-ml-1 mb-1 inline-flex items-center gap-1 text-soft hover:text-ink">
        <ChevronLeft aria-hidden className="size-4" />
        Destinations
      </Link>
      <SettingsHeading
        title={destination?.name ?? 'Create a destination'}
        action={
          destination && (
            <Button onClick={() => setTesting(true)}>
              <PlugZap aria-hidden className="size-4" />
              Test
            </Button>
          )
        }
      >
        {destination
          ? `History calls it ${domain}.${destination.name}. What you save counts for the next report.`
          : 'It gets reports from the next one on. Reports accepted earlier do not go there by themselves.'}
      </SettingsHeading>
      {destination && <FileMark file={destination.file} className="mt-3" />}
      <div className="mt-4">
        <FormSection title="What it is">
          {destination === null && (
            <TextField
              label="Name"
              required
              autoComplete="off"
              spellCheck={false}
              className="font-mono"
              hint={`2 to 64 of a-z, 0-9 and -. History shows it as ${domain}.${values.name || 'name'}; it never changes.`}
              value={values.name}
              error={problemAt('/name')}
              onChange={(event) => set({ name: event.target.value })}
            />
          )}
          <TextField
            label="Description"
            hint="For people: what it is and who looks after it."
            value={values.description}
            error={problemAt('/description')}
            onChange={(event) => set({ description: event.target.value })}
          />
          <div className="grid gap-4 sm:grid-cols-2">
            <ChoiceField
              label="Status"
              hint={STATUS_HINTS[values.customerStatus]}
              value={values.customerStatus}
              error={problemAt('/customerStatus')}
              choices={(['active', 'testing', 'inactive'] as const).map((value) => ({
                value,
                label: STATUS_WORDS[value].word,
              }))}
              onChoose={(customerStatus) => set({ customerStatus })}
            />
            <TextField
              label="Topic"
              hint="It gets reports of this topic, and of no other."
              value={values.topic}
              error={problemAt('/topic')}
              onChange={(event) => set({ topic: event.target.value })}
            />
          </div>
        </FormSection>
        <FormSection title="How files get there">
          <TransportFields
            transport={values.transport}
            stored={form.stored?.credentials ?? []}
            storedType={form.stored?.settings.transport.type ?? null}
            problemAt={problemAt}
            problemUnder={problemUnder}
            onChange={(transport) => set({ transport })}
          />
          <FormatFields form={form} />
        </FormSection>
        <FormSection title="When they are sent">
          <TimingFields form={form} />
        </FormSection>
        <FormSection
          title="Which reports it gets"
          text="Types are tried in this order; the first that removes a report ends it there. All expressions of a type must pass."
        >
          <FilterReference />
          <FilterFields
            domain={domain}
            filters={values}
            problemAt={problemAt}
            onChange={(key, expressions) => set({ [key]: expressions })}
          />
        </FormSection>
        <DryRun
          domain={domain}
          destination={destination?.name ?? null}
          topic={values.topic}
          filters={{
            jurisdictionalFilter: values.jurisdictionalFilter,
            qualityFilter: values.qualityFilter,
            routingFilter: values.routingFilter,
            processingModeFilter: values.processingModeFilter,
            conditionFilter: values.conditionFilter,
          }}
        />
      </div>
      <FormFooter form={form} labels={DESTINATION_LABELS} save={destination ? 'Save' : 'Create'} />
      {guard.question}
      {isTesting && destination && (
        <TestDialog
          name={destination.name}
          description="Connects and sends one made-up report of a patient called TEST, Readout. Where the format knows it, the report says that it is a test (processing mode T). History does not list it; that you tested is recorded."
          isChanged={form.isChanged}
          test={testDestination(domain, destination.name)}
          onClose={() => setTesting(false)}
        />
      )}
    </form>
  );
}
