'use client';

import { useQueryClient } from '@tanstack/react-query';
import { AlertSection } from '#components/settings/alert-section';
import { FileMark } from '#components/settings/file-mark';
import { FormFooter } from '#components/settings/form-footer';
import { FormSection } from '#components/settings/form-section';
import {
  ORGANIZATION_LABELS,
  toOrganizationBody,
  toOrganizationValues,
} from '#components/settings/organization-values';
import { SettingsHeading } from '#components/settings/settings-heading';
import { SiteFields } from '#components/settings/site-fields';
import { useObjectForm } from '#components/settings/use-object-form';
import { useUnsavedGuard } from '#components/settings/use-unsaved-guard';
import { ZoneField } from '#components/settings/zone-field';
import { TextArea } from '#components/ui/text-area';
import { TextField } from '#components/ui/text-field';
import { settingsKeys } from '#lib/query-keys';
import { getOrganization, updateOrganization } from '#lib/settings/client';
import type { OrganizationObject } from '#lib/settings/organization-contract';

/** What an organization is called, where it is, and how its reports and sessions are timed. */
export function OrganizationForm({ organization }: { organization: OrganizationObject }) {
  const { name, mayShare, file } = organization;
  const queryClient = useQueryClient();
  const take = (now: OrganizationObject): OrganizationObject => {
    queryClient.setQueryData(settingsKeys.organization(name), now);
    return now;
  };
  const form = useObjectForm({
    stored: organization,
    toValues: toOrganizationValues,
    save: async (values, { version }) =>
      take(await updateOrganization(name, version, toOrganizationBody(values, mayShare))),
    reload: async () => take(await getOrganization(name)),
  });
  const guard = useUnsavedGuard(form.isChanged);
  const { values, set, problemAt } = form;
  const number = (key: 'correctionWindowMinutes' | 'finalHoldSeconds' | 'idleLockMinutes' | 'sessionHours') => ({
    label: ORGANIZATION_LABELS[key],
    value: values[key],
    inputMode: 'numeric' as const,
    error: problemAt(`/${key}`),
    onChange: (event: { target: { value: string } }) => set({ [key]: event.target.value }),
  });
  return (
    <form
      noValidate
      aria-label="Organization"
      onSubmit={(event) => {
        event.preventDefault();
        void form.submit();
      }}
    >
      <SettingsHeading title="Organization">
        In the API this organization is the domain <code className="font-mono">{name}</code>, which never changes.
      </SettingsHeading>
      <FileMark file={file} className="mt-3" />
      <div className="mt-4">
        <FormSection title="What and where" text="Its name stands in history and wherever its reports arrive.">
          <TextField
            label="Name"
            required
            hint="What people call it."
            value={values.description}
            error={problemAt('/description')}
            onChange={(event) => set({ description: event.target.value })}
          />
          <ZoneField
            label="Time zone"
            hint="Dates in filters are read in it, and sites without one of their own have it."
            value={values.timeZone}
            error={problemAt('/timeZone')}
            onChange={(timeZone) => set({ timeZone })}
          />
          <fieldset>
            <legend className="font-medium">Jurisdiction</legend>
            <p className="mb-1.5 text-sm text-soft">Whose law its records are under. Each may be empty.</p>
            <div className="grid gap-4 sm:grid-cols-3">
              {(['country', 'state', 'county'] as const).map((part) => (
                <TextField
                  key={part}
                  label={part.charAt(0).toUpperCase() + part.slice(1)}
                  value={values.jurisdiction[part]}
                  error={problemAt(`/jurisdiction/${part}`)}
                  onChange={(event) => set({ jurisdiction: { ...values.jurisdiction, [part]: event.target.value } })}
                />
              ))}
            </div>
          </fieldset>
          <SiteFields sites={values.sites} problemAt={problemAt} onChange={(sites) => set({ sites })} />
        </FormSection>
        <FormSection title="Reports" text="These count for every report from the next one on.">
          <div className="grid gap-4 sm:grid-cols-2">
            <TextField
              {...number('correctionWindowMinutes')}
              hint="Minutes in which a final can be replaced by a corrected one. 0 closes the appointment at once."
            />
            <TextField
              {...number('finalHoldSeconds')}
              hint="Seconds in which a signer can recall a final before it is sent. STAT is never held."
            />
          </div>
          <fieldset>
            <legend className="font-medium">Due times</legend>
            <p className="mb-1.5 text-sm text-soft">
              Minutes from the exam to the report, for appointments without a deadline of their own.
            </p>
            <div className="grid gap-4 sm:grid-cols-3">
              {(['STAT', 'URGENT', 'ROUTINE'] as const).map((priority) => (
                <TextField
                  key={priority}
                  label={priority}
                  inputMode="numeric"
                  value={values.slaMinutes[priority]}
                  error={problemAt(`/slaMinutes/${priority}`)}
                  onChange={(event) => set({ slaMinutes: { ...values.slaMinutes, [priority]: event.target.value } })}
                />
              ))}
            </div>
          </fieldset>
          <TextField
            label="Image viewer"
            value={values.viewerUrl}
            error={problemAt('/viewerUrl')}
            hint="An address in which {accessionNumber}, {studyInstanceUid}, {appointmentId} and {patientId} are filled in. Empty: no viewer."
            onChange={(event) => set({ viewerUrl: event.target.value })}
          />
        </FormSection>
        <FormSection title="Sessions" text="For who signs in from now on. Sessions that run keep their limits.">
          <div className="grid gap-4 sm:grid-cols-2">
            <TextField {...number('idleLockMinutes')} hint="Minutes without input after which the session is over." />
            <TextField {...number('sessionHours')} hint="Hours after which one has to sign in again." />
          </div>
        </FormSection>
        <AlertSection
          domain={name}
          webhook={values.alertWebhook}
          stored={form.stored.alertWebhook}
          isChanged={form.isChanged}
          problemOf={(field) => problemAt(`/alertWebhook/${field}`)}
          onChange={(changed) => set({ alertWebhook: { ...values.alertWebhook, ...changed } })}
        />
        <FormSection
          title="Sharing"
          text={mayShare ? undefined : 'Only a platform administrator lets organizations share destinations.'}
        >
          <TextArea
            label="Destinations of others"
            readOnly={!mayShare}
            value={values.sharesWith}
            error={form.problemUnder('/sharesWith')}
            hint="Other organizations’ destinations that may get this one’s reports, one a line: organization.destination"
            onChange={(event) => set({ sharesWith: event.target.value })}
          />
        </FormSection>
      </div>
      <FormFooter form={form} labels={ORGANIZATION_LABELS} />
      {guard.question}
    </form>
  );
}
