import { describe, expect, it } from 'vitest';
import { readHl7 } from '#lib/hl7/read-hl7';
import { reportFromOru, type OruReading } from '#lib/hl7/report-from-oru';

type Fields = Record<number, string>;

function segment(id: string, fields: Fields): string {
  const last = Math.max(0, ...Object.keys(fields).map(Number));
  return [id, ...Array.from({ length: last }, (_, at) => fields[at + 1] ?? '')].join('|');
}

const line = (text: string, more: Fields = {}): string => segment('OBX', { 2: 'ST', 5: text, 11: 'Final', ...more });

/** An invented message: header, patient, one order, then the given observations. */
function oru(parts: { msh?: string; pid?: Fields; obr?: Fields; rest?: string[] }): OruReading {
  const text = [
    parts.msh ?? 'MSH|^~\\&|RIS|CLINIC|||20260304101112||ORU^R01|M1|P|2.7',
    segment('PID', { 3: 'Z9^^^G^PN~P1^^^H^MR', 5: 'ROE^Robin^Q', 7: '19800131', 8: 'f', ...parts.pid }),
    segment('OBR', { 2: 'PL7^RIS', 3: 'A100', 4: 'CTHEAD^CT HEAD', 25: 'Final', ...parts.obr }),
    ...(parts.rest ?? [line('Normal.')]),
  ].join('\r');
  const [reading] = readHl7(Buffer.from(text));
  if (reading?.kind !== 'message') throw new Error('the invented message is broken');
  return reportFromOru(reading.message);
}

function accepted(parts: Parameters<typeof oru>[0]): Extract<OruReading, { kind: 'report' }> {
  const reading = oru(parts);
  if (reading.kind !== 'report') throw new Error(reading.reason);
  return reading;
}

const textOf = (...rest: string[]): string | undefined => accepted({ rest }).report?.reportText;

const statusOf = (obr25: string, ...obx11: string[]) => {
  const { report, warnings } = accepted({
    obr: { 25: obr25 },
    rest: obx11.map((status) => line('text', { 11: status })),
  });
  return [report?.reportStatus, warnings.length];
};

const appointmentOf = (obr: Fields, rest?: string[]) => accepted(rest ? { obr, rest } : { obr }).appointment;

const reportOf = (obr: Fields, msh?: string) => accepted(msh ? { obr, msh } : { obr }).report;

const sexOf = (written: string) => {
  const { appointment, warnings } = accepted({ pid: { 8: written } });
  return [appointment.patientSex, warnings.length];
};

describe('the text', () => {
  it('is one line an observation, blank ones kept', () => {
    expect(textOf(line('FINDINGS:'), line(''), line(' No lesion. '))).toBe('FINDINGS:\n\n No lesion. ');
  });

  it('breaks at repetitions and loses no blank at the end', () => {
    expect(textOf(line('A~~B~ ~', { 2: 'TX' }), line('C', { 2: 'TX' }))).toBe('A\n\nB\n \n\nC');
  });

  it('resolves escapes, and keeps separators that a sender forgot to escape', () => {
    expect(textOf(line(String.raw`\S\18F-FDG\.br\a \T\ b`, { 2: 'FT' }))).toBe('^18F-FDG\na & b');
    expect(textOf(line('see http://pacs.test/?a=1&b=2^3'))).toBe('see http://pacs.test/?a=1&b=2^3');
  });

  it('leaves out observations that are no text or were withdrawn', () => {
    const reading = accepted({ rest: [line('x^UK', { 2: 'RP' }), line('gone', { 11: 'D' }), line('stays')] });
    expect(reading.report?.reportText).toBe('stays');
    expect(reading.warnings).toEqual(['1 withdrawn observation(s) were left out']);
  });

  it('is no report when there is nothing but blanks', () => {
    expect(accepted({ rest: [] })).toMatchObject({
      report: null,
      appointment: { appointmentId: 'A100' },
      warnings: [],
    });
    expect(accepted({ rest: [line(' ~ '), line('""')] }).report).toBeNull();
  });

  it('is that of the first order alone, with a warning about others', () => {
    const other = segment('OBR', { 3: 'A101', 4: 'X^Y' });
    const same = segment('OBR', { 3: 'A100', 4: 'X^Y' });
    const reading = accepted({ rest: [line('a'), same, line('b'), other, line('c')] });
    expect(reading.report?.reportText).toBe('a\nb');
    expect(reading.warnings).toEqual(['1 further order(s) in the message were not read']);
  });
});

describe('the status', () => {
  it('is OBR-25, in letters or words', () => {
    expect(statusOf('F', 'F')).toEqual(['final', 0]);
    expect(statusOf('Wet Read', 'Wet Read')).toEqual(['preliminary', 0]);
  });

  it('is OBX-11 when OBR-25 is empty or unknown, preliminary as soon as one of them is', () => {
    expect(statusOf('', 'F', 'F')).toEqual(['final', 0]);
    expect(statusOf('', 'F', 'P')).toEqual(['preliminary', 0]);
    expect(statusOf('?', 'C')).toEqual(['final', 0]);
  });

  it('is never final by guessing', () => {
    expect(statusOf('', '')).toEqual(['preliminary', 1]);
    expect(statusOf('Splendid', 'Fine')).toEqual(['preliminary', 1]);
  });

  it('warns when the two disagree', () => {
    expect(statusOf('P', 'F')).toEqual(['preliminary', 1]);
  });

  it('refuses a withdrawal, with or without text', () => {
    expect(oru({ obr: { 25: 'X' } })).toMatchObject({ kind: 'refused' });
    expect(oru({ obr: { 25: 'X' }, rest: [] })).toMatchObject({ kind: 'refused' });
    expect(oru({ obr: { 25: '' }, rest: [line('a', { 11: 'W' })] })).toMatchObject({ kind: 'refused' });
  });
});

describe('the appointment', () => {
  it('carries patient, exam and referrer', () => {
    const obr = {
      7: '20260303143000',
      15: '^^^HEAD',
      16: 'D1^SMITH^Sam^T.^M.D.',
      18: 'ACC-7',
      24: 'CT',
      31: '^Headache',
      4: 'CTHEAD^70450 CT HEAD & NECK',
    };
    expect(accepted({ obr, rest: [line('x'), 'ZDS|1.2.3^RIS^Application^DICOM'] }).appointment).toEqual({
      appointmentId: 'A100',
      patientId: 'P1',
      patientName: 'ROE, Robin Q',
      patientDateOfBirth: '1980-01-31',
      patientSex: 'F',
      accessionNumber: 'ACC-7',
      modality: 'CT',
      priority: 'ROUTINE',
      studyDescription: '70450 CT HEAD & NECK',
      procedureCode: 'CTHEAD',
      studyInstanceUid: '1.2.3',
      bodyPart: 'HEAD',
      laterality: null,
      clinicalInfo: 'Headache',
      referrerName: 'Sam T. SMITH, M.D.',
      appointmentDate: '2026-03-03',
      startTime: '14:30:00',
    });
  });

  it('has the order number where OBR-18 is a body part', () => {
    expect(appointmentOf({ 18: 'CHEST' }).accessionNumber).toBe('A100');
  });

  it('names the exam without the code in front of it', () => {
    expect(appointmentOf({ 4: 'IMG2361^2361 MRI BRAIN' }).studyDescription).toBe('MRI BRAIN');
    expect(appointmentOf({ 4: 'M721PEL0^7210 MR PELVIS' }).studyDescription).toBe('MR PELVIS');
    expect(appointmentOf({ 4: 'IMG1^ 1 VIEW CHEST' }).studyDescription).toBe('1 VIEW CHEST');
  });

  it.each([
    [{ 5: 'S' }, 'STAT'],
    [{ 5: 'URGENT' }, 'URGENT'],
    [{ 27: '1^^^20260101^^A' }, 'URGENT'],
    [{ 27: '1^^^20260101^^U^^STAT' }, 'URGENT'],
    [{ 5: 'O' }, 'ROUTINE'],
  ] as const)('reads the priority of %j', (obr, priority) => {
    expect(appointmentOf(obr).priority).toBe(priority);
  });

  it('starts when the exam did, else when it was requested, scheduled or reported', () => {
    expect(appointmentOf({ 6: '20260102', 7: '202603040506', 22: '20260305' }).appointmentDate).toBe('2026-03-04');
    expect(appointmentOf({ 6: '20260102', 22: '20260305' }).appointmentDate).toBe('2026-01-02');
    expect(appointmentOf({ 22: '20260305' })).toMatchObject({ appointmentDate: '2026-03-05', startTime: null });
  });

  it('has an identifier that is safe in a URL and still unique per order', () => {
    const ids = ['A/1', 'A-1', 'A 1', '..', 'Ä1', 'x'.repeat(200)].map(
      (number) => appointmentOf({ 3: number }).appointmentId,
    );
    expect(new Set(ids).size).toBe(ids.length);
    for (const id of ids) expect(id).toMatch(/^[A-Za-z0-9][A-Za-z0-9._~-]{0,63}$/);
    expect(ids[1]).toBe('A-1');
  });

  it('falls back to the placer order number and refuses a message without any', () => {
    expect(appointmentOf({ 3: '' }).appointmentId).toBe('PL7');
    expect(oru({ obr: { 2: '', 3: '' } })).toMatchObject({ kind: 'refused' });
  });

  it('knows the sexes of table 0001 by code and word, and no others', () => {
    expect(['f', 'Male', 'O', 'N'].map((written) => sexOf(written)[0])).toEqual(['F', 'M', 'O', 'N']);
    expect([sexOf(''), sexOf('""'), sexOf('X')]).toEqual([
      [null, 0],
      [null, 0],
      [null, 1],
    ]);
  });

  it('leaves out a date of birth that is none', () => {
    const reading = accepted({ pid: { 7: '1980' } });
    expect(reading.appointment.patientDateOfBirth).toBeNull();
    expect(reading.warnings).toEqual([expect.stringContaining('PID-7')]);
    expect(accepted({ pid: { 7: '""' } }).warnings).toEqual([]);
  });
});

describe('the signer and the time', () => {
  it.each([
    [{ 32: 'N1&REID&Ada' }, 'N1', 'Ada REID'],
    [{ 32: 'N1&REID&Ada^20260101^20260102' }, 'N1', 'Ada REID'],
    [{ 32: 'N1^REID^Ada^M.^^^M.D.' }, 'N1', 'Ada M. REID, M.D.'],
    [{ 33: 'N2^NG^Sam' }, 'N2', 'Sam NG'],
    [{ 32: 'N3^20260101' }, 'N3', null],
    [{}, null, null],
  ])('reads the interpreter from %j', (obr, id, name) => {
    expect(reportOf(obr)).toMatchObject({ interpretingClinicianProviderNumber: id, interpretingClinicianName: name });
  });

  it('is the time of the result, in UTC', () => {
    expect(reportOf({ 22: '20260305060708+1100' })?.reportedAtUtc).toBe('2026-03-04T19:07:08Z');
    expect(reportOf({ 22: '20260305060708' })?.reportedAtUtc).toBe('2026-03-05T06:07:08Z');
    const zoned = 'MSH|^~\\&|RIS|CLINIC|||20260304101112-0500||ORU^R01|M1|P|2.7';
    expect(reportOf({ 22: '20260305060708' }, zoned)?.reportedAtUtc).toBe('2026-03-05T11:07:08Z');
    expect(reportOf({}, zoned)?.reportedAtUtc).toBe('2026-03-04T15:11:12Z');
  });
});

it('refuses what is no result message or has no order, without quoting it', () => {
  expect(oru({ msh: 'MSH|^~\\&|RIS||||||ADT^A01|M1|P|2.4' })).toEqual({
    kind: 'refused',
    reason: 'it is no result message (MSH-9 is not ORU)',
  });
  const [reading] = readHl7(Buffer.from('MSH|^~\\&|RIS||||||ORU^R01|M1|P|2.4\rPID|1'));
  expect(reading?.kind === 'message' && reportFromOru(reading.message)).toMatchObject({ kind: 'refused' });
});
