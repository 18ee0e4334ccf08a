import { expect, it } from 'vitest';
import { radiologyOruFailures } from '#lib/hl7/radiology-oru-profile';
import { readHl7Message } from '#lib/hl7/read-hl7';

const usual = {
  MSH: 'MSH|^~\\&|RIS||||2026||ORU^R01|M1|P|2.5.1',
  PID: 'PID|1||P1^^^H^MR',
  ORC: 'ORC|RE',
  OBR: 'OBR|1||A100|C^N',
};

/** Where a message with these segments instead of the usual ones is not valid. */
function places(changed: Partial<Record<keyof typeof usual, string>>): string[] {
  const text = Object.values({ ...usual, ...changed }).join('\r');
  const reading = readHl7Message(Buffer.from(text));
  if (reading.kind === 'broken') throw new Error(reading.reason);
  return radiologyOruFailures(reading.message).map((failure) => {
    expect(failure).toMatch(/^HL7 was not valid at \S+ for validator: Radiology ORU\^R01(?: \(.+\))?$/);
    return failure.split(' ')[5] ?? '';
  });
}

const header = (type: string, id = 'M1', version = '2.5.1'): { MSH: string } => ({
  MSH: `MSH|^~\\&|RIS||||2026||${type}|${id}|P|${version}`,
});

it('is content with the least that a result needs', () => {
  expect(places({})).toEqual([]);
  expect(places(header('ORU', 'M1', ''))).toEqual([]);
  for (const version of ['2.3', '2.8.2', '2']) expect(places(header('ORU^R01^ORU_R01', 'M1', version))).toEqual([]);
});

it('wants a result message, and tells nothing else about others', () => {
  expect(places({ ...header('ADT^A01'), OBR: 'EVN|A01' })).toEqual(['MSH[1]-9[1].1']);
  expect(places(header(''))).toEqual(['MSH[1]-9[1].1']);
  expect(places(header('ORU^R03'))).toEqual(['MSH[1]-9[1].2']);
});

it('wants an identifier of the message, and HL7 version 2', () => {
  expect(places(header('ORU^R01', '""', '3.0'))).toEqual(['MSH[1]-10[1]', 'MSH[1]-12[1].1']);
});

it('wants one patient with an identifier', () => {
  expect(places({ PID: 'NTE|1' })).toEqual(['PID[1]']);
  expect(places({ PID: 'PID|1||^^^H^MR||ROE^Robin' })).toEqual(['PID[1]-3[1].1']);
  expect(places({ PID: 'PID|1|P1' })).toEqual([]);
  expect(places({ PID: 'PID|1||P1^^^H^MR\rPID|2||P1' })).toEqual([]);
  expect(places({ PID: 'PID|1||P1^^^H^MR\rPID|2||P2' })).toEqual(['PID[2]']);
});

it('wants an order with a number', () => {
  expect(places({ OBR: 'NTE|1' })).toEqual(['OBR[1]']);
  expect(places({ OBR: 'OBR|1||""|C^N' })).toEqual(['OBR[1]-3[1].1']);
  expect(places({ OBR: 'OBR|1|PL7||C^N' })).toEqual([]);
  expect(places({ OBR: 'OBR|1', ORC: 'ORC|RE||A100' })).toEqual([]);
});

it('names every failure', () => {
  expect(places({ ...header('ORU^R01', ''), PID: 'PID|1', OBR: 'OBR|1' })).toEqual([
    'MSH[1]-10[1]',
    'PID[1]-3[1].1',
    'OBR[1]-3[1].1',
  ]);
});

it('refuses segments that no sender means, by their position', () => {
  expect(places({ ORC: `ORC|RE\rORC|${'x'.repeat(70_000)}` })).toEqual(['ORC[2]']);
});
