import { expect, test } from 'vitest';
import { composePayload } from '#lib/payloads/compose-payload';
import { file, TEXT, VERSIONS } from './outgoing.ts';

const text = async (...given: Parameters<typeof file>) => (await composePayload(file(...given))).bytes.toString('utf8');

test.each(['P', 'F', 'C'] as const)('TEXT of status %s is the stored bytes, line ends and all', async (status) => {
  const payload = await composePayload(file({ format: 'TEXT' }, [VERSIONS[status]]));
  expect(payload.bytes.equals(Buffer.from(TEXT))).toBe(true);
  expect(payload.contentType).toBe('text/plain; charset=utf-8');
});

test('TEXT of a withdrawal says what it is, why, and what it withdraws', async () => {
  const written = await text({ format: 'TEXT' }, [VERSIONS.X]);
  await expect(written).toMatchFileSnapshot('golden/text-X.txt');
  expect(written.endsWith(`\n${TEXT}`)).toBe(true);
});

test('the same file gives the same bytes, in every format', async () => {
  for (const format of ['HL7', 'FHIR', 'TEXT', 'PDF'] as const) {
    expect(await text({ format, dialect: 'au-adrm-2.4' })).toBe(await text({ format, dialect: 'au-adrm-2.4' }));
  }
});
