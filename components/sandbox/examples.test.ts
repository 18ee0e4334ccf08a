import { expect, test } from 'vitest';
import { EXAMPLE } from '#components/sandbox/examples';
import { payloadBody } from '#components/sandbox/payload-text';
import { readItem } from '#lib/intake/read-item';

test.each(['HL7', 'FHIR'] as const)('the example of %s is an item without a warning', async (format) => {
  const body = payloadBody({ text: EXAMPLE[format], file: null }, format);
  const reading = readItem(format, Buffer.from((await body?.arrayBuffer()) ?? new ArrayBuffer(0)));
  expect(reading).toMatchObject({ kind: 'read', item: { trackingId: 'EXAMPLE-1', warnings: [] } });
});
