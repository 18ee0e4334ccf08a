import { expect, it } from 'vitest';
import { composeAck, wantsAck } from '#lib/hl7/compose-ack';
import { firstSegment, get, type Hl7Message } from '#lib/hl7/message';
import { readHl7Message } from '#lib/hl7/read-hl7';

function parsed(text: string): Hl7Message {
  const reading = readHl7Message(Buffer.from(text));
  if (reading.kind === 'broken') throw new Error(reading.reason);
  return reading.message;
}

const ack = (text: string): string =>
  composeAck(parsed(text), { controlId: 'ack-1', at: new Date('2026-11-29T08:09:10.123Z') });

it('acknowledges a message, sender and receiver changed', () => {
  expect(ack('MSH|^~\\&|RIS^1.2^ISO|CLINIC|READ|HUB|2026||ORU^R01^ORU_R01|M1|T|2.4|||AL|NE\rPID|1')).toBe(
    'MSH|^~\\&|READ|HUB|RIS^1.2^ISO|CLINIC|20261129080910+0000||ACK^R01^ACK|ack-1|T|2.5.1|||NE|NE||UNICODE UTF-8\r' +
      'MSA|CA|M1\r',
  );
});

it('names itself where the sender named nobody', () => {
  expect(ack('MSH|^~\\&|RIS|||||||M1\r')).toMatch(/^MSH\|\^~\\&\|Readout\|\|RIS\|\|[^|]+\|\|ACK\|ack-1\|P\|2\.5\.1\|/);
});

it("uses the sender's delimiters, so that the control id comes back as written", () => {
  const text = 'MSH.*!%:.RIS....2026..ORU*R01.M%F%1 é%T%.P.2%F%4\r';
  const answer = ack(text);
  expect(answer).toContain('\rMSA.CA.M%F%1 é%T%\r');
  const [sent, received] = [parsed(text), parsed(answer)];
  expect(get(received, firstSegment(received, 'MSA'), 2)).toBe(get(sent, firstSegment(sent, 'MSH'), 10));
  expect(get(received, firstSegment(received, 'MSH'), 12)).toBe('2.5.1');
  expect(get(received, firstSegment(received, 'MSH'), 18)).toBe('UNICODE UTF-8');
});

it('keeps its segments whole when a field has a line break in it', () => {
  const answer = ack('MSH|^~\\&|RIS||||2026||ORU^R01|M1\nX|P|2.4\rPID|1');
  expect(answer.split('\r')).toHaveLength(3);
  expect(answer).toContain('MSA|CA|M1\\X0A\\X\r');
});

it('is wanted when MSH-15 says always', () => {
  const wants = (accept: string): boolean => wantsAck(parsed(`MSH|^~\\&|RIS||||2026||ORU^R01|M1|P|2.4|||${accept}\r`));
  expect(['AL', 'al', 'NE', 'ER', ''].map(wants)).toEqual([true, true, false, false, false]);
});
