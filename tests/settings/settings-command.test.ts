import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { createTestDatabase } from '../support/test-database.ts';
import { EXAMPLE, EXAMPLE_SECRETS } from './example-settings.ts';

/** Each run of the command starts a process. */
vi.setConfig({ testTimeout: 60_000 });

const ROOT = fileURLToPath(new URL('../..', import.meta.url));

let database: Awaited<ReturnType<typeof createTestDatabase>>;
let folder: string;

beforeAll(async () => {
  database = await createTestDatabase();
  folder = await mkdtemp(path.join(tmpdir(), 'readout-settings-'));
});
afterAll(async () => {
  await database.drop();
  await rm(folder, { recursive: true });
});

/** Runs the command as an operator does. */
function run(
  args: string[],
  env: Record<string, string> = {},
): Promise<{ code: number; stdout: string; stderr: string }> {
  const variables: NodeJS.ProcessEnv = {
    NODE_ENV: 'test',
    PATH: process.env.PATH ?? '',
    DATABASE_URL: database.url,
    READOUT_SECRET_KEY: 'the secret key of the settings command',
    NEXTAUTH_SECRET: 'the session secret of the settings command',
    ...env,
  };
  return new Promise((resolve) => {
    execFile(
      process.execPath,
      ['--import', 'tsx', 'scripts/settings.ts', ...args],
      { cwd: ROOT, env: variables },
      (error, stdout, stderr) => resolve({ code: Number(error?.code ?? 0), stdout, stderr }),
    );
  });
}

async function save(name: string, text: string): Promise<string> {
  const file = path.join(folder, name);
  await writeFile(file, text);
  return file;
}

test('apply tells what it did, and export writes what applies again', async () => {
  const file = await save('example.yaml', EXAMPLE);
  expect(await run(['apply', file], EXAMPLE_SECRETS)).toMatchObject({
    code: 0,
    stdout: expect.stringContaining('16 created, 0 updated, 0 unchanged'),
  });
  const exported = await run(['export']);
  expect(exported).toMatchObject({ code: 0, stderr: '' });
  const again = await save('exported.yaml', exported.stdout);
  expect(await run(['apply', again])).toMatchObject({ code: 0, stderr: '' });
  expect(await run(['export'])).toEqual(exported);
});

test('a wrong file is refused with every problem on a line', async () => {
  const file = await save('wrong.yaml', 'organizations:\n  - { name: A, colour: red }\n');
  const { code, stderr } = await run(['apply', file]);
  expect(code).toBe(1);
  expect(stderr.trim().split('\n').slice(1)).toEqual([
    '  organizations[0].name: must be 2 to 64 of the characters a-z, 0-9 and - (line 2)',
    '  organizations[0].timeZone: is missing (line 2)',
    '  organizations[0].colour: is not a known key (line 2)',
  ]);
});

test('without a command, a file or a database it says what to give', async () => {
  expect(await run([])).toMatchObject({ code: 1, stderr: expect.stringContaining('Usage: npm run settings') });
  expect(await run(['apply'])).toMatchObject({ code: 1, stderr: expect.stringContaining('Usage') });
  expect(await run(['export'], { DATABASE_URL: '' })).toMatchObject({
    code: 1,
    stderr: expect.stringContaining('DATABASE_URL is not set'),
  });
});
