'use client';

import { STATUS_WORDS } from '#components/settings/destination-words';
import { FileMark } from '#components/settings/file-mark';
import { ObjectDialog } from '#components/settings/object-dialog';
import { useObjectForm } from '#components/settings/use-object-form';
import { Checkbox } from '#components/ui/checkbox';
import { ChoiceField } from '#components/ui/choice-field';
import { TextField } from '#components/ui/text-field';
import { showToast } from '#components/ui/use-toast';
import { createSender, listSenders, updateSender } from '#lib/settings/client';
import type { SenderObject } from '#lib/settings/sender-contract';

interface SenderDialogProps {
  domain: string;
  /** null for a new one. */
  sender: SenderObject | null;
  onSaved: () => void;
  onClose: () => void;
}

type Values = Pick<SenderObject, 'name' | 'topic' | 'format' | 'customerStatus' | 'hl7AcknowledgementEnabled'>;

const LABELS = {
  topic: 'Topic',
  format: 'Format',
  customerStatus: 'Status',
  hl7AcknowledgementEnabled: 'HL7 acknowledgement',
};

const EMPTY: Values = {
  name: '',
  topic: 'radiology',
  format: 'HL7',
  customerStatus: 'active',
  hl7AcknowledgementEnabled: false,
};

const toValues = ({ name, topic, format, customerStatus, hl7AcknowledgementEnabled }: Values): Values => ({
  name,
  topic,
  format,
  customerStatus,
  hl7AcknowledgementEnabled,
});

/** Creates a sender, or changes one. */
export function SenderDialog({ domain, sender, onSaved, onClose }: SenderDialogProps) {
  const form = useObjectForm({
    stored: sender,
    toValues: (stored: SenderObject | null) => toValues(stored ?? EMPTY),
    save: async (values, stored) => {
      const { name, ...rest } = values;
      const now = stored ? await updateSender(domain, stored, rest) : await createSender(domain, values);
      onSaved();
      showToast(
        stored
          ? { tone: 'done', title: `${name} was changed`, text: 'It counts for the next submission.' }
          : { tone: 'done', title: `${name} was created`, text: 'Clients can send as it from now on.' },
      );
      onClose();
      return now;
    },
    reload: async () => (await listSenders(domain)).find(({ name }) => name === sender?.name) ?? sender,
  });
  const { values, set, problemAt } = form;
  return (
    <ObjectDialog
      title={sender ? `Change ${sender.name}` : 'Create a sender'}
      description={sender ? undefined : 'One for each system, so that history and filters tell them apart.'}
      form={form}
      labels={LABELS}
      save={sender ? 'Save' : 'Create'}
      saving="Saving…"
      needsChange={sender !== null}
      onClose={onClose}
    >
      {sender && <FileMark file={sender.file} />}
      {sender === null && (
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
        label={LABELS.topic}
        autoComplete="off"
        spellCheck={false}
        readOnly={sender?.isStanding === true && values.topic === 'radiology'}
        hint={
          sender?.isStanding
            ? 'Fixed for a sender that every organization has.'
            : 'Its submissions go to destinations of this topic, and to no other.'
        }
        value={values.topic}
        error={problemAt('/topic')}
        onChange={(event) => set({ topic: event.target.value })}
      />
      <fieldset className="border-t border-line pt-4">
        <legend className="sr-only">Messages</legend>
        <p className="font-medium" aria-hidden>
          Messages
        </p>
        <p className="mt-0.5 mb-3 text-sm text-soft text-pretty">
          For HL7 and FHIR messages, which this version does not take in yet. Reports of clients and of this portal are
          accepted whatever these say.
        </p>
        <div className="grid gap-4 sm:grid-cols-2">
          <ChoiceField
            label={LABELS.format}
            hint="What its messages are."
            value={values.format}
            error={problemAt('/format')}
            choices={[
              { value: 'HL7', label: 'HL7 v2' },
              { value: 'FHIR', label: 'FHIR bundles' },
            ]}
            onChoose={(format) => set({ format })}
          />
          <ChoiceField
            label={LABELS.customerStatus}
            hint={values.customerStatus === 'inactive' ? 'Its messages are refused.' : 'Its messages are taken in.'}
            value={values.customerStatus}
            error={problemAt('/customerStatus')}
            choices={(['active', 'testing', 'inactive'] as const).map((value) => ({
              value,
              label: STATUS_WORDS[value].word,
            }))}
            onChoose={(customerStatus) => set({ customerStatus })}
          />
        </div>
        <Checkbox
          className="mt-4"
          label="Answer an HL7 message with an acknowledgement"
          hint="When the message asks for one (MSH-15 is AL) and comes alone."
          checked={values.hl7AcknowledgementEnabled}
          onChange={(event) => set({ hl7AcknowledgementEnabled: event.target.checked })}
        />
      </fieldset>
    </ObjectDialog>
  );
}
