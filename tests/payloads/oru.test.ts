import { Hl7Message } from '@medplum/core';
import { expect, describe, test } from 'vitest';
import { readHl7Item } from '#lib/intake/read-hl7-item';
import { splitHl7 } from '#lib/hl7/split-hl7';
import { composePayload } from '#lib/payloads/compose-payload';
import { HL7_DIALECTS } from '#lib/settings/receiver-contract';
import { file, report, TEXT, VERSIONS } from './outgoing.ts';

const STATUSES = ['P', 'F', 'C', 'X'] as const;

/** A document is its bytes' business: what stands here is that there is one, and of which kind. */
const readable = (bytes: Buffer): string =>
  bytes
    .toString('utf8')
    .replaceAll(/(\^(?:application\^pdf|TEXT\^HTML|text\^html)\^Base64\^)[A-Za-z0-9+/=]+/g, '$1…')
    .replaceAll('\r', '\n');

describe.each(HL7_DIALECTS)('%s', (dialect) => {
  test.each(STATUSES)('a version of status %s is written as it always was', async (status) => {
    const { bytes } = await composePayload(file({ dialect }, [VERSIONS[status]]));
    await expect(readable(bytes)).toMatchFileSnapshot(`golden/${dialect}-${status}.hl7`);
  });

  test.each(STATUSES)('another parser of HL7 reads status %s, patient, order and message id', async (status) => {
    const { bytes, parts } = await composePayload(file({ dialect }, [VERSIONS[status]]));
    const message = Hl7Message.parse(bytes.toString('utf8'));
    const order = message.getSegment('OBR');
    const words = { 'line-per-OBX': { P: 'Prelim', F: 'Final', C: 'Corrected', X: 'Withdrawn' }[status] } as const;
    expect(order?.getField(25).toString()).toBe(dialect === 'line-per-OBX' ? words[dialect] : status);
    expect(order?.getField(3).getComponent(1)).toBe('A123456');
    expect(message.getSegment('PID')?.getField(3).getComponent(1)).toBe('P-1047');
    expect(message.getSegment('MSH')?.getField(10).toString()).toBe(parts[0]?.messageId);
  });

  test('our own door reads back what was sent', async () => {
    const { bytes, parts } = await composePayload(file({ dialect }, [VERSIONS.C]));
    const reading = readHl7Item(bytes);
    if (reading.kind !== 'read') throw new Error(JSON.stringify(reading));
    const { exam, ...item } = reading.item;
    expect(item.trackingId).toBe(parts[0]?.messageId);
    expect([item.fillerNumber, item.report?.resultStatus]).toEqual(['A123456', 'C']);
    expect(item.report?.clinicianName).toBe('Dr Ada Jo Reid');
    expect(item.report?.clinicianProviderNumber).toBe('2448501H');
    expect(item.report?.reportedAtUtc).toBe('2026-11-22T09:00:00.123Z');
    expect(exam).toMatchObject({
      patientId: 'P-1047',
      patientName: 'SAMPLE, Zoë Marie',
      patientDateOfBirth: '1980-01-31',
      patientSex: 'F',
      modality: 'CT',
      studyDescription: 'CT head & neck',
      procedureCode: 'CTHN',
      accessionNumber: 'ACC-88|1',
      studyInstanceUid: dialect === 'au-adrm-2.4' ? null : '1.2.826.0.1.3680043.8.498.1',
      bodyPart: 'HEAD',
      laterality: 'LEFT',
      priority: 'STAT',
      referrerName: 'Dr Sam Refer',
      appointmentDate: '2026-11-20',
      startTime: '09:30:00',
    });
    const lines = TEXT.replaceAll('\r\n', '\n');
    if (dialect === 'block') expect(item.report?.reportText).toContain(lines);
    else expect(item.report?.reportText).toBe(lines);
  });

  test('a withdrawal says that it is one in status and in its first words', async () => {
    const { bytes } = await composePayload(file({ dialect }, [VERSIONS.X]));
    expect(readHl7Item(bytes)).toMatchObject({ kind: 'read', item: { report: { resultStatus: 'X' } } });
    expect(bytes.toString()).toContain('REPORT WITHDRAWN - DO NOT USE');
    expect(bytes.toString()).toContain('Reason: Wrong patient \\F\\ see A77');
  });
});

test('retries and resends of a version carry the same message id; another version and another destination another', async () => {
  const idOf = async (...given: Parameters<typeof file>) => (await composePayload(file(...given))).parts[0]?.messageId;
  const first = await idOf();
  expect(first).toMatch(/^[A-Z2-7]{20}$/);
  expect(await idOf({}, [VERSIONS.F], { createdAt: new Date('2027-01-01T00:00:00Z') })).toBe(first);
  expect(await idOf({ dialect: 'block' })).toBe(first);
  expect(await idOf({}, [VERSIONS.C])).not.toBe(first);
  expect(await idOf({}, [VERSIONS.F], { destination: 'hospital.archive' })).not.toBe(first);
});

test('the code map of a destination speaks its words for modality, procedure, sex, priority and status', async () => {
  const codeMap = {
    modality: { CT: 'RADCT' },
    procedureCode: { CTHN: { code: '24725-4', text: 'CT Head', system: 'LN' } },
    patientSex: { F: '2' },
    priority: { STAT: 'EMERG' },
    resultStatus: { F: 'AUTH' },
  };
  const { bytes } = await composePayload(file({ codeMap }));
  const message = Hl7Message.parse(bytes.toString('utf8'));
  const order = message.getSegment('OBR');
  expect(order?.getField(24).toString()).toBe('RADCT');
  expect(order?.getField(4).toString()).toBe('24725-4^CT Head^LN');
  expect(message.getSegment('PID')?.getField(8).toString()).toBe('2');
  expect(message.getSegment('TQ1')?.getField(9).toString()).toBe('EMERG');
  expect(order?.getField(25).toString()).toBe('AUTH');
  expect(bytes.toString()).toMatch(/\|IMPRESSION: Normal\.\|{6}AUTH\|/);
  expect((await composePayload(file({ codeMap: { procedureCode: { CTHN: 'X1' } } }))).bytes.toString()).toContain(
    '|X1^CT head \\T\\ neck^L|',
  );
});

test('names of both sides are those of the settings, else the organizations’', async () => {
  const parties = { sendingFacility: 'ACME', receivingApplication: 'EHR', receivingFacility: 'H|1' };
  expect((await composePayload(file(parties))).bytes.toString()).toMatch(/^MSH\|\^~\\&\|READOUT\|ACME\|EHR\|H\\F\\1\|/);
  expect((await composePayload(file())).bytes.toString()).toMatch(
    /^MSH\|\^~\\&\|READOUT\|Acme Imaging\|ehr\|hospital\|/,
  );
});

test('several reports of a merging destination stand in one batch, each a message of its own', async () => {
  const { bytes, parts } = await composePayload(file({}, [VERSIONS.F, VERSIONS.X], { isBatch: true }));
  const split = splitHl7(bytes);
  expect([split.count, split.warnings]).toEqual([2, []]);
  expect(bytes.toString()).toMatch(/^FHS\|\^~\\&\|[^\r]*\rBHS\|[^\r]*\rMSH/);
  expect(bytes.toString()).toMatch(/\rBTS\|2\rFTS\|1\r$/);
  expect(parts.map((part) => part.bytes.toString())).toEqual([0, 1].map((at) => `${split.messageAt(at).toString()}\r`));
});

describe('character sets', () => {
  test('Latin-1 has what it can hold, and other signs in its own characters, which the notes tell', async () => {
    const { bytes, notes, contentType } = await composePayload(file({ characterSet: '8859/1' }));
    const text = bytes.toString('latin1');
    expect(contentType).toBe('application/hl7-v2; charset=iso-8859-1');
    expect(text).toContain('|8859/1\r');
    expect(text).toContain('± 1; volume 10³ mm³ <= normal');
    expect(text).toContain('SAMPLE^Zoë^Marie');
    expect(notes).toEqual([expect.stringMatching(/^1 character\(s\) .* 8859\/1 /)]);
  });

  test('ASCII writes signs in words and letters without accents; an exponent stays one', async () => {
    const { bytes, notes } = await composePayload(file({ characterSet: 'ASCII' }));
    const text = bytes.toString('latin1');
    expect(text).toContain('+/- 1; volume 10\\S\\3 mm\\S\\3 <= normal');
    expect(text).toContain('SAMPLE^Zoe^Marie');
    expect(text).not.toMatch(/[^\0-\x7f]/);
    expect(notes).toHaveLength(1);
  });

  test('what has no other way to be written is named by its code, and nothing is dropped', async () => {
    const { bytes } = await composePayload(file({ characterSet: '8859/1' }, [report({ reportText: 'a 中 😀 b' })]));
    expect(bytes.toString('latin1')).toContain('|a [U+4E2D] [U+1F600] b|');
  });
});

test('a report written as HTML is words in the text, and itself beside it', async () => {
  const html = '<p>Lungs <b>clear</b> &amp; dry</p><p>No effusion</p>';
  const { bytes } = await composePayload(file({}, [report({ reportText: html, reportFormat: 'text/html' })]));
  const text = bytes.toString();
  expect(readHl7Item(bytes)).toMatchObject({ item: { report: { reportText: 'Lungs clear & dry\n\nNo effusion' } } });
  expect(text).toContain(`|READOUT^text^html^Base64^${Buffer.from(html).toString('base64')}|`);
  expect(text).not.toContain('<b>');
});

test('a report of more lines than segments make sense for stands in repetitions, and is read back whole', async () => {
  const reportText = `FINDINGS:\n${'a\n'.repeat(200_000)}IMPRESSION: b\n`;
  const { bytes } = await composePayload(file({}, [report({ reportText })]));
  expect(bytes.length).toBeLessThan(reportText.length * 2);
  expect(readHl7Item(bytes)).toMatchObject({ kind: 'read', item: { report: { reportText } } });
});

test('a report of 2 MiB is read back whole', async () => {
  const reportText = 'Line with | and \\ and ~ of eighty characters or so, as radiologists write.\n'.repeat(27_000);
  const { bytes } = await composePayload(file({}, [report({ reportText })]));
  expect(readHl7Item(bytes)).toMatchObject({ kind: 'read', item: { report: { reportText } } });
});

test('an exam without a zone, a patient without a name, a clinician without a number: what is not known is left out', async () => {
  const told = { ...VERSIONS.F, timeZone: null, clinicianProviderNumber: null, reportedAtUtc: null };
  const nothing = Object.fromEntries(Object.keys(told.exam).map((name) => [name, null])) as typeof told.exam;
  const { bytes } = await composePayload(file({}, [{ ...told, exam: { ...nothing, appointmentDate: '2026-11-20' } }]));
  await expect(readable(bytes)).toMatchFileSnapshot('golden/generic-2.5.1-sparse.hl7');
});
