import { describe, expect, it } from 'vitest';
import { readFhirItem } from '#lib/intake/read-fhir-item';
import { aBundle, base64, edited, read, type Json } from '../../tests/support/fhir-bundle.ts';

const failures = (bundle: unknown): string[] => {
  const reading = readFhirItem(Buffer.from(JSON.stringify(bundle)));
  if (reading.kind !== 'invalid') throw new Error(`expected an invalid item, not ${reading.kind}`);
  return reading.failures;
};

describe('a whole Bundle', () => {
  it('comes down to an item', () => {
    expect(read(aBundle())).toEqual({
      trackingId: 'B-1',
      placerNumber: 'PL-7',
      fillerNumber: 'FI-8',
      exam: {
        patientId: 'MRN-1',
        patientName: 'Roe, Robin Quinn',
        patientDateOfBirth: '1980-01-31',
        patientSex: 'F',
        modality: 'CT',
        studyDescription: 'CT head',
        procedureCode: 'CTHEAD',
        accessionNumber: 'ACC-9',
        studyInstanceUid: '1.2.3.4',
        bodyPart: 'Head',
        laterality: 'LEFT',
        priority: 'URGENT',
        referrerName: 'Dr Sam Poe, MD',
        appointmentDate: '2026-03-04',
        startTime: '09:30:00',
      },
      report: {
        reportText: 'FINDINGS:\nNormal.\n',
        resultStatus: 'F',
        clinicianName: 'Ada Lin',
        clinicianProviderNumber: '2448501H',
        reportedAtUtc: '2026-03-03T23:15:00.5Z',
      },
      fields: {
        patient_state: 'VIC',
        patient_county: 'Inner',
        patient_zip_code: '3000',
        patient_phone_number: '+61 3 0000 0000',
        patient_email: 'r@example.test',
        ordering_facility_state: 'NSW',
        ordering_facility_county: 'Shire',
        processing_mode_code: 'T',
        message_id: 'B-1',
        testing_lab_clia: '12D3456789',
        reporting_facility_clia: '12D3456789',
      },
      warnings: [],
    });
  });

  it('may tell less: what is missing is null, and told', () => {
    const item = read({
      resourceType: 'Bundle',
      entry: [
        {
          resource: {
            resourceType: 'DiagnosticReport',
            status: 'preliminary',
            code: { text: 'Chest radiograph' },
            identifier: [{ value: 'F1' }],
            subject: { identifier: { value: 'P1' }, display: 'Roe, Robin' },
            conclusion: 'Clear.',
          },
        },
      ],
    });
    expect(item.exam).toMatchObject({
      patientId: 'P1',
      patientName: 'Roe, Robin',
      accessionNumber: 'F1',
      modality: 'XR',
    });
    expect(item.report).toMatchObject({ reportText: 'Clear.', resultStatus: 'P', reportedAtUtc: null });
    expect(item.fields).toEqual({ processing_mode_code: 'P' });
    expect(item.warnings).toEqual([
      'Bundle.entry[0].resource.issued is missing; nothing tells when it was reported',
      'Bundle.identifier and Bundle.id are missing or longer than 255 characters',
    ]);
  });
});

it.each([
  ['registered', 'P'],
  ['partial', 'P'],
  ['preliminary', 'P'],
  ['final', 'F'],
  ['amended', 'C'],
  ['corrected', 'C'],
  ['appended', 'C'],
  ['cancelled', 'X'],
  ['entered-in-error', 'X'],
  ['unknown', 'P'],
])('the status %s is %s', (status, resultStatus) => {
  const { report, warnings } = read(edited((parts) => Object.assign(parts.report, { status })));
  expect(report?.resultStatus).toBe(resultStatus);
  expect(warnings.some((warning) => warning.includes('preliminary'))).toBe(['registered', 'unknown'].includes(status));
});

describe('references', () => {
  const referring = (reference: string, fullUrl: string | undefined, more: Json = {}) =>
    edited(({ report, entries }) => {
      report.subject = { reference };
      Object.assign(entries.patient, { fullUrl });
      Object.assign(entries.report, more);
    });

  it.each([
    ['a fullUrl', 'https://a.test/fhir/Patient/p', 'https://a.test/fhir/Patient/p', {}],
    ['a version of it', 'https://a.test/fhir/Patient/p/_history/3', 'https://a.test/fhir/Patient/p', {}],
    [
      'a urn:uuid',
      'urn:uuid:4a7d8a62-0c1f-4d58-a9a8-1d1d2c3b4a5e',
      'urn:uuid:4a7d8a62-0c1f-4d58-a9a8-1d1d2c3b4a5e',
      {},
    ],
    ['a relative reference', 'Patient/p', undefined, {}],
    [
      'a relative reference beside one',
      'Patient/p',
      'https://a.test/fhir/Patient/p',
      { fullUrl: 'https://a.test/fhir/DiagnosticReport/d' },
    ],
  ])('by %s are followed', (_, reference, fullUrl, more) => {
    expect(read(referring(reference, fullUrl, more)).exam.patientId).toBe('MRN-1');
  });

  it('into the contained are followed', () => {
    const bundle = edited(({ report }) => {
      report.contained = [{ resourceType: 'Patient', id: 'c', identifier: [{ value: 'CONTAINED' }] }];
      report.subject = { reference: '#c' };
    });
    expect(read(bundle).exam.patientId).toBe('CONTAINED');
  });

  it('to the Patient of another server or to one of two are followed nowhere', () => {
    const two = edited(({ report, bundle, entries }) => {
      delete entries.report.fullUrl;
      report.subject = { reference: 'Patient/p' };
      bundle.entry.push({ fullUrl: 'https://b.test/Patient/p', resource: { resourceType: 'Patient', id: 'p' } });
    });
    expect(failures(two)).toEqual([
      'Bundle.entry[1].resource.subject names no Patient of the Bundle and has no identifier',
    ]);
    expect(failures(referring('Patient/p', 'https://b.test/Patient/p'))).toHaveLength(1);
    expect(failures(referring('Patient/other', undefined))).toHaveLength(1);
  });

  it('to nothing are a warning, and their words are used', () => {
    const item = read(
      edited(({ report }) => (report.resultsInterpreter = [{ reference: 'Practitioner/x', display: 'Dr X' }])),
    );
    expect(item.report?.clinicianName).toBe('Dr X');
    expect(item.warnings).toEqual([
      'Bundle.entry[1].resource.resultsInterpreter[0] names no resource of the Bundle; it was not followed',
    ]);
  });

  it('in circles and to themselves end', () => {
    const item = read(
      edited(({ entries, report }) => {
        entries.role.resource.practitioner = { reference: 'PractitionerRole/role' };
        entries.role.resource.organization = { reference: '#' };
        report.basedOn = [{ reference: '#' }, { reference: 'DiagnosticReport/d' }, { reference: 'ServiceRequest/s' }];
      }),
    );
    expect(item.placerNumber).toBe('PL-7');
    expect(item.warnings.length).toBeGreaterThan(3);
  });
});

describe('what cannot be parsed', () => {
  it.each([
    ['nothing', '', 'it is not valid JSON'],
    ['half a Bundle', '{"resourceType":"Bundle"', 'it is not valid JSON'],
    ['bytes that are not UTF-8', Buffer.from([0x7b, 0xff, 0x7d]), 'it is not valid UTF-8'],
    ['a member twice', '{"resourceType":"Bundle","Roe":1,"Roe":2}', 'it names a member twice in one object'],
    ['deep nesting', `{"a":${'['.repeat(1_000_000)}`, 'it is nested deeper than 64 levels'],
  ])('%s tells its reason and quotes nothing', (_, bytes, reason) => {
    expect(readFhirItem(Buffer.from(bytes))).toEqual({ kind: 'unparsable', trackingId: null, reason });
  });

  it.each([
    ['a list', '[]'],
    ['another resource', '{"resourceType":"Patient"}'],
  ])('%s is told apart: it is JSON, and no Bundle', (_, text) => {
    expect(readFhirItem(Buffer.from(text))).toEqual({
      kind: 'unparsable',
      trackingId: null,
      reason: 'it is no FHIR Bundle',
      noBundle: true,
    });
  });
});

describe('what is not valid', () => {
  it.each<[string, Parameters<typeof edited>[0], string[]]>([
    ['no status', ({ report }) => delete report.status, ['Bundle.entry[1].resource.status is missing']],
    [
      'an unknown status',
      ({ report }) => (report.status = 'Roe'),
      [
        expect.stringMatching(
          /^Bundle\.entry\[1\]\.resource\.status must be one of: registered, .*, unknown$/,
        ) as string,
      ],
    ],
    [
      'elements of another type',
      ({ patient }) => Object.assign(patient, { birthDate: 5, name: [{ family: ['Roe'] }] }),
      [
        'Bundle.entry[0].resource.name[0].family must be a string',
        'Bundle.entry[0].resource.birthDate must be a string',
      ],
    ],
    [
      'no entries',
      ({ bundle }) => (bundle.entry = []),
      ['Bundle.entry has no DiagnosticReport; exactly one is needed'],
    ],
    [
      'two reports',
      ({ bundle, entries }) => bundle.entry.push(entries.report),
      ['Bundle.entry has 2 DiagnosticReports; exactly one is needed, each in a Bundle of its own'],
    ],
    [
      'no patient number',
      ({ patient }) => delete patient.identifier,
      ['Bundle.entry[0].resource.identifier is missing'],
    ],
    [
      'an exam without a name',
      ({ report }) => (report.code = {}),
      ['Bundle.entry[1].resource.code has neither coding nor text'],
    ],
    [
      'no order number',
      ({ request, study }) => [delete request.identifier, delete study.identifier],
      ['Bundle.entry[1].resource.identifier is missing, and no ServiceRequest or ImagingStudy of the report has one'],
    ],
    [
      'a patient number that is too long',
      ({ patient }) => (patient.identifier = [{ value: '1'.repeat(256) }]),
      ['Bundle.entry[1].resource.subject has an identifier of more than 255 characters'],
    ],
    ['an entry that is no object', ({ bundle }) => bundle.entry.push(7), ['Bundle.entry[7] must be an object']],
    [
      'half a surrogate pair',
      ({ report }) => (report.conclusion = 'a\uD800'),
      ['Bundle contains U+0000 or half of a surrogate pair, which cannot be stored'],
    ],
  ])('%s', (_, edit, expected) => {
    expect(failures(edited(edit))).toEqual(expected);
  });

  it('lists the first failures and counts the rest', () => {
    const many = failures({ resourceType: 'Bundle', entry: Array.from({ length: 500 }, () => 1) });
    expect(many).toHaveLength(21);
    expect(many.at(-1)).toBe('481 further element(s) are not valid');
  });
});

it('leaves out what does not fit its place, with a warning, and flattens control characters', () => {
  const item = read(
    edited(({ patient, request }) => {
      Object.assign(patient, { name: [{ family: 'R\u0007oe\n', given: ['R'] }], birthDate: '1980-02-30', gender: 'F' });
      request.identifier = [{ type: { coding: [{ code: 'ACSN' }] }, value: '9'.repeat(65) }];
    }),
  );
  expect(item.exam).toMatchObject({
    patientName: 'R oe, R',
    patientDateOfBirth: null,
    patientSex: null,
    accessionNumber: null,
  });
  expect(item.warnings.join()).toMatch(/birthDate.*gender.*accession number has more than 64/);
});

it('the side is told by the name of the procedure when no code tells it', () => {
  const item = read(edited(({ report, study }) => [(report.code = { text: 'MRI right knee' }), delete study.series]));
  expect(item.exam).toMatchObject({ laterality: 'RIGHT', studyDescription: 'MRI right knee' });
});

it('escapes that look like half pairs inside other escapes are no fault', () => {
  const text = base64('C:\\\\d800');
  expect(
    read(edited(({ report }) => (report.presentedForm = [{ contentType: 'text/plain', data: text }]))).report,
  ).not.toBeNull();
  expect(read(edited(({ report }) => (report.conclusion = '\\u0000 \\ud83d😀'))).trackingId).toBe('B-1');
});
