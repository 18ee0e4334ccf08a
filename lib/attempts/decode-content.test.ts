import { expect, test } from 'vitest';
import { MOST_TEXT_TOLD, MOST_VALUES_TOLD } from '#lib/attempts/contract';
import { decodeContent } from '#lib/attempts/decode-content';
import { joinReplies } from '#lib/transports/join-replies';

const HEADER = 'MSH|^~\\&|READOUT|G|EHR|HOSP|20261129||ORU^R01|M1|P|2.5.1';

test('HL7 is told by segments and fields with their names, each message of a batch', () => {
  const batch = Buffer.from(
    `FHS|^~\\&\rBHS|^~\\&\r${HEADER}\rPID|1||P1^^^G^MR\r${HEADER.replace('M1', 'M2')}\rBTS|2\rFTS|1\r`,
  );
  for (const format of ['HL7', null] as const) {
    const decoded = decodeContent(batch, format);
    if (decoded.kind !== 'hl7') throw new Error(`It was read as ${decoded.kind}.`);
    expect(decoded.messages.map(({ messageId }) => messageId)).toEqual(['M1', 'M2']);
    const pid = decoded.messages[0]?.parts.find(({ place }) => place === 'PID[1]');
    expect(pid?.name).toBe('Patient identification');
    expect(pid?.values).toContainEqual({ place: 'PID[1]-3[1].1', name: 'Patient identifier list', value: 'P1' });
  }
});

test('values beyond the most of all messages together are counted', () => {
  const lines = Array.from({ length: MOST_VALUES_TOLD }, (_, at) => `OBX|${at + 1}|TX`).join('\r');
  const decoded = decodeContent(Buffer.from(`${HEADER}\r${lines}\r${HEADER}\r`), 'HL7');
  if (decoded.kind !== 'hl7') throw new Error(`It was read as ${decoded.kind}.`);
  const told = decoded.messages.flatMap(({ parts }) => parts.flatMap(({ values }) => values));
  expect(told).toHaveLength(MOST_VALUES_TOLD);
  expect(decoded.messages.map(({ valuesLeftOut }) => valuesLeftOut > 0)).toEqual([true, true]);
});

test('JSON is indented, one document or one a line; what is none is text', () => {
  const indented = { kind: 'json', text: '{\n  "a": 1\n}' };
  expect(decodeContent(Buffer.from('{"a":1}'), null)).toEqual(indented);
  expect(decodeContent(Buffer.from('{"a":1}\n{"a":1}\n'), 'FHIR')).toEqual({
    kind: 'json',
    text: `${indented.text}\n\n${indented.text}`,
  });
  expect(decodeContent(Buffer.from('{"a":'), 'FHIR')).toEqual({ kind: 'text', text: '{"a":' });
  const deep = '['.repeat(100_000);
  expect(decodeContent(Buffer.from(deep), null)).toEqual({ kind: 'text', text: deep });
});

test('a TEXT file is its words, whatever they look like; bytes that are none are binary', () => {
  for (const text of ['MSH|^~\\&|', '{"a":1}', 'Grüße 🔑\r\n']) {
    expect(decodeContent(Buffer.from(text), 'TEXT')).toEqual({ kind: 'text', text });
  }
  expect(decodeContent(Buffer.from('%PDF-1.7'), 'PDF')).toEqual({ kind: 'binary' });
  expect(decodeContent(Buffer.from([0xff, 0xfe, 0x00]), null)).toEqual({ kind: 'binary' });
});

test('a text cut within a character, and one longer than is told, lose nothing before that', () => {
  const bytes = Buffer.from('Grüße');
  expect(decodeContent(bytes.subarray(0, 3), 'TEXT')).toEqual({ kind: 'text', text: 'Gr' });
  const long = 'x'.repeat(MOST_TEXT_TOLD + 1);
  expect(decodeContent(Buffer.from(long), 'TEXT')).toEqual({ kind: 'text', text: `${long.slice(1)}…` });
});

test('several replies are told in order: JSON indented, another as it is, one without a text by its place', () => {
  const replies = ['{"a":1}', '', '<html>'].map((reply) => Buffer.from(reply));
  expect(decodeContent(joinReplies(replies) ?? Buffer.of(), null)).toEqual({
    kind: 'json',
    text: 'Reply 1 of 3:\n{\n  "a": 1\n}\n\nReply 2 of 3:\n(no text)\n\nReply 3 of 3:\n<html>',
  });
});
