import { expect, test } from 'vitest';
import { payloadBody, readPayloadFile } from '#components/sandbox/payload-text';

const bytesOf = async (text: string, format: 'HL7' | 'FHIR' = 'HL7') =>
  Buffer.from((await payloadBody({ text, file: null }, format)?.arrayBuffer()) ?? new ArrayBuffer(0));

test('segments end with CR again; lines of Bundles stay', async () => {
  expect((await bytesOf('MSH|^~\\&|A\nPID|1\n')).toString()).toBe('MSH|^~\\&|A\rPID|1\r');
  expect((await bytesOf('{\n}', 'FHIR')).toString()).toBe('{\n}');
  expect(payloadBody({ text: ' \n', file: null }, 'HL7')).toBeNull();
});

test('what declares ISO-8859-1 is sent so, where it can be', async () => {
  const declared = `MSH|^~\\&|${'|'.repeat(15)}8859/1|\nOBX|é`;
  expect((await bytesOf(declared)).at(-1)).toBe(0xe9);
  expect((await bytesOf(`${declared}☃`)).toString('utf8')).toContain('é☃');
  expect((await bytesOf('MSH|^~\\&|\nOBX|é')).toString('utf8')).toContain('é');
});

test('a file is sent as it is, and shown with the line ends of a text area', async () => {
  const file = new File([Buffer.from('MSH|\r\nOBX|\xe9\r', 'latin1')], 'a.hl7');
  const read = await readPayloadFile(file);
  expect(read.text).toBe('MSH|\nOBX|é\n');
  expect(payloadBody(read, 'HL7')).toBe(file);
});
