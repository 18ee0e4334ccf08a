import { readFhirItem } from '#lib/intake/read-fhir-item';
import type { IntakeItem } from '#lib/intake/intake-item';

/** JSON that a test edits as it likes. */
// oxlint-disable-next-line typescript/no-explicit-any
export type Json = Record<string, any>;

export const base64 = (text: string, encoding: BufferEncoding = 'utf8'): string =>
  Buffer.from(text, encoding).toString('base64');

const typed = (code: string, value: string): Json => ({
  type: { coding: [{ system: 'http://terminology.hl7.org/CodeSystem/v2-0203', code }] },
  value,
});

/** An invented Bundle that tells everything Readout reads; `entry[1]` is the report. */
export function aBundle(): Json {
  return {
    resourceType: 'Bundle',
    type: 'collection',
    id: 'bundle-id',
    identifier: { system: 'urn:example:bundles', value: 'B-1' },
    meta: { tag: [{ system: 'http://terminology.hl7.org/CodeSystem/v2-0103', code: 'T' }] },
    entry: [
      {
        fullUrl: 'https://a.test/fhir/Patient/p',
        resource: {
          resourceType: 'Patient',
          id: 'p',
          identifier: [typed('PI', 'OTHER'), typed('MR', 'MRN-1')],
          name: [
            { use: 'nickname', given: ['Bob'] },
            { use: 'official', family: 'Roe', given: ['Robin', 'Quinn'] },
          ],
          gender: 'female',
          birthDate: '1980-01-31',
          telecom: [
            { system: 'phone', value: '+61 3 0000 0000' },
            { system: 'email', value: 'r@example.test' },
          ],
          address: [
            { use: 'work', state: 'QLD' },
            { use: 'home', state: 'VIC', district: 'Inner', postalCode: '3000' },
          ],
        },
      },
      {
        fullUrl: 'https://a.test/fhir/DiagnosticReport/d',
        resource: {
          resourceType: 'DiagnosticReport',
          id: 'd',
          status: 'final',
          category: [{ coding: [{ system: 'http://terminology.hl7.org/CodeSystem/v2-0074', code: 'RAD' }] }],
          code: { coding: [{ system: 'urn:example:codes', code: 'CTHEAD', display: 'CT head' }] },
          subject: { reference: 'Patient/p' },
          effectiveDateTime: '2026-03-04T09:30:00+11:00',
          issued: '2026-03-04T10:15:00.5+11:00',
          basedOn: [{ reference: 'ServiceRequest/s' }],
          imagingStudy: [{ reference: 'ImagingStudy/i' }],
          performer: [{ reference: 'Organization/o' }],
          resultsInterpreter: [{ reference: 'PractitionerRole/role' }],
          presentedForm: [{ contentType: 'text/plain; charset=utf-8', data: base64('FINDINGS:\r\nNormal.\r\n') }],
        },
      },
      {
        resource: {
          resourceType: 'ServiceRequest',
          id: 's',
          identifier: [typed('PLAC', 'PL-7'), typed('FILL', 'FI-8'), typed('ACSN', 'ACC-9')],
          priority: 'asap',
          requester: { reference: '#requester' },
          bodySite: [{ text: 'Head' }],
          contained: [
            {
              resourceType: 'PractitionerRole',
              id: 'requester',
              practitioner: { reference: '#sam' },
              organization: { reference: '#clinic' },
            },
            {
              resourceType: 'Practitioner',
              id: 'sam',
              name: [{ prefix: ['Dr'], given: ['Sam'], family: 'Poe', suffix: ['MD'] }],
            },
            { resourceType: 'Organization', id: 'clinic', address: [{ state: 'NSW', district: 'Shire' }] },
          ],
        },
      },
      {
        resource: {
          resourceType: 'ImagingStudy',
          id: 'i',
          identifier: [{ system: 'urn:dicom:uid', value: 'urn:oid:1.2.3.4' }],
          modality: [{ code: 'SR' }, { code: 'CT' }],
          series: [{ modality: { code: 'CT' }, laterality: { system: 'http://snomed.info/sct', code: '7771000' } }],
        },
      },
      {
        resource: {
          resourceType: 'PractitionerRole',
          id: 'role',
          identifier: [typed('UPIN', '2448501H')],
          practitioner: { reference: 'Practitioner/ada' },
        },
      },
      { resource: { resourceType: 'Practitioner', id: 'ada', name: [{ given: ['Ada'], family: 'Lin' }] } },
      {
        resource: {
          resourceType: 'Organization',
          id: 'o',
          name: 'Acme Imaging',
          identifier: [{ system: 'urn:oid:2.16.840.1.113883.4.7', value: '12D3456789' }],
        },
      },
    ],
  };
}

/** The parts of `aBundle()` by name, to edit in place. */
export interface BundleParts {
  bundle: Json;
  entries: { patient: Json; report: Json; role: Json };
  patient: Json;
  report: Json;
  request: Json;
  study: Json;
}

/** `aBundle()` after an edit. */
export function edited(edit: (parts: BundleParts) => unknown): Json {
  const bundle = aBundle();
  const [patient, report, request, study, role] = bundle.entry as Json[];
  edit({
    bundle,
    entries: { patient: patient ?? {}, report: report ?? {}, role: role ?? {} },
    patient: patient?.resource as Json,
    report: report?.resource as Json,
    request: request?.resource as Json,
    study: study?.resource as Json,
  });
  return bundle;
}

/** The item that a Bundle comes down to; an error when it does not. */
export function read(bundle: unknown): IntakeItem {
  const reading = readFhirItem(Buffer.from(JSON.stringify(bundle)));
  if (reading.kind !== 'read') throw new Error(JSON.stringify(reading));
  return reading.item;
}
