import { expect, test } from 'vitest';
import { parseSettings } from '#lib/settings/parse-settings';
import { EXAMPLE, EXAMPLE_SECRETS } from './example-settings.ts';

test('the example of the documentation is read, its secrets from the environment', () => {
  const parsed = parseSettings(EXAMPLE, EXAMPLE_SECRETS);
  expect(parsed).toMatchObject({ ok: true });
  if (!parsed.ok) return;
  const [acme] = parsed.settings.organizations;
  expect(acme?.clients?.[0]?.clientSecret).toBe(EXAMPLE_SECRETS.ACME_SECRET);
  const types = acme?.receivers?.map(({ transport }) => transport.type);
  expect(types).toEqual(['MLLP', 'FHIR', 'WEBHOOK', 'SFTP', 'DOWNLOAD', 'NULL']);
});

test('the same file as JSON, indented with tabs, reads the same', () => {
  const parsed = parseSettings(EXAMPLE, EXAMPLE_SECRETS);
  if (!parsed.ok) throw new Error('The example was refused.');
  expect(parseSettings(JSON.stringify(parsed.settings, null, '\t'), {})).toEqual(parsed);
});

test('every secret that the environment lacks is named', () => {
  const parsed = parseSettings(EXAMPLE, {});
  if (parsed.ok) throw new Error('The example was not refused.');
  expect(parsed.problems).toHaveLength(Object.keys(EXAMPLE_SECRETS).length);
  for (const name of Object.keys(EXAMPLE_SECRETS)) {
    expect(parsed.problems.some(({ problem }) => problem.includes(`${name} is not set`))).toBe(true);
  }
});
