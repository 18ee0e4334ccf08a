'use client';

import type { DestinationValues } from '#components/settings/destination-values';
import type { ObjectForm } from '#components/settings/use-object-form';
import { ChoiceField } from '#components/ui/choice-field';
import { TextArea } from '#components/ui/text-area';
import { TextField } from '#components/ui/text-field';

const FORMATS = [
  { value: 'HL7', label: 'HL7 v2 (ORU^R01)' },
  { value: 'FHIR', label: 'FHIR (DiagnosticReport bundle)' },
  { value: 'TEXT', label: 'Text, byte for byte' },
  { value: 'PDF', label: 'PDF' },
] as const;

const DIALECTS = [
  { value: 'generic-2.5.1', label: 'Generic 2.5.1: a TX for each line, by section' },
  { value: 'line-per-OBX', label: '2.7: an ST for each line, status in words' },
  { value: 'block', label: '2.4: three TX with a banner' },
  { value: 'au-adrm-2.4', label: 'Australian 2.4 (ADRM): text, HTML and PDF' },
] as const;

const CHARACTER_SETS = [
  { value: 'UNICODE UTF-8', label: 'UTF-8' },
  { value: '8859/1', label: 'ISO 8859-1 (Latin 1)' },
  { value: 'ASCII', label: 'ASCII' },
] as const;

const CODE_HINT =
  'One a line, our code and theirs: modality CT = RADCT, or procedureCode CTH = 24725-4 | CT Head | LN. Also patientSex, priority, resultStatus.';

type Form = { form: ObjectForm<DestinationValues> };

/** What files look like. */
export function FormatFields({ form }: Form) {
  const { values, set, problemAt, problemUnder } = form;
  return (
    <>
      <div className="grid gap-4 sm:grid-cols-2">
        <ChoiceField
          label="Format"
          value={values.format}
          error={problemAt('/format')}
          choices={FORMATS}
          onChoose={(format) => set({ format })}
        />
        {values.format === 'HL7' && <Hl7Fields form={form} />}
        {values.format === 'FHIR' && <SystemFields form={form} />}
      </div>
      {(values.format === 'HL7' || values.format === 'FHIR') && (
        <TextArea
          label="Code map"
          hint={CODE_HINT}
          className="font-mono"
          value={values.codeMap}
          error={problemUnder('/codeMap')}
          onChange={(event) => set({ codeMap: event.target.value })}
        />
      )}
    </>
  );
}

function Hl7Fields({ form: { values, set, problemAt } }: Form) {
  const line = (field: 'sendingFacility' | 'receivingApplication' | 'receivingFacility') => ({
    value: values[field],
    error: problemAt(`/${field}`),
    onChange: (event: { target: { value: string } }) => set({ [field]: event.target.value }),
  });
  return (
    <>
      <ChoiceField
        label="Dialect"
        value={values.dialect}
        error={problemAt('/dialect')}
        choices={DIALECTS}
        onChoose={(dialect) => set({ dialect })}
      />
      <ChoiceField
        label="Character set"
        value={values.characterSet}
        error={problemAt('/characterSet')}
        choices={CHARACTER_SETS}
        onChoose={(characterSet) => set({ characterSet })}
      />
      <TextField label="Sending facility" hint="MSH-4" {...line('sendingFacility')} />
      <TextField label="Receiving application" hint="MSH-5" {...line('receivingApplication')} />
      <TextField label="Receiving facility" hint="MSH-6" {...line('receivingFacility')} />
    </>
  );
}

const SYSTEMS = [
  ['patient', 'System of patient identifiers'],
  ['accession', 'System of accession numbers'],
  ['provider', 'System of provider numbers'],
] as const;

function SystemFields({ form: { values, set, problemAt } }: Form) {
  const { identifierSystems: systems } = values;
  return SYSTEMS.map(([kind, label]) => (
    <TextField
      key={kind}
      label={label}
      hint="A URI; empty: one of our own"
      value={systems[kind]}
      error={problemAt(`/identifierSystems/${kind}`)}
      onChange={(event) => set({ identifierSystems: { ...systems, [kind]: event.target.value } })}
    />
  ));
}
