// npm run destination -- test ORG.SERVICE: whether a destination can be reached; ends with 1 when it cannot.
import { randomUUID } from 'node:crypto';
import { connectDatabase, type Database } from '../db/client.ts';
import { startEmbedded } from '../db/embedded/start-embedded.ts';
import { parseConfig, useConfig } from '../lib/config.ts';
import type { TestStep } from '../lib/delivery/test-contract.ts';
import { testDestination } from '../lib/delivery/test-destination.ts';
import { useSecretKey } from '../lib/encryption.ts';
import { describeError } from '../lib/errors.ts';
import type { ClientActor } from '../lib/identity/actor.ts';
import { authorizeDomain } from '../lib/identity/authorize-domain.ts';
import { useLog } from '../lib/log.ts';
import { generatedSecrets } from '../lib/runtime/generated-secrets.ts';
import { refuseOldSchema } from './refuse-old-schema.ts';

const USAGE = 'Usage: npm run destination -- test ORG.SERVICE';

/** Whoever may start this may do everything to the database anyhow. */
const OPERATOR: ClientActor = {
  kind: 'client',
  principal: 'system:operator',
  clientId: 'operator',
  sender: 'operator',
  domains: ['*'],
  scopes: ['organization:admin'],
};

async function main([command, destination = '']: string[]): Promise<boolean> {
  const [organization = '', name = '', ...more] = destination.split('.');
  if (command !== 'test' || organization === '' || name === '' || more.length > 0) throw new Error(USAGE);
  const { db, close } = await openDeployment();
  try {
    await refuseOldSchema(db);
    const context = { db, correlationId: randomUUID(), at: null };
    const domain = authorizeDomain(OPERATOR, organization, 'organization:admin');
    let isReached = true;
    for await (const step of await testDestination(context, OPERATOR, { domain, name })) {
      isReached = step.state !== 'failed';
      if (step.state === 'running') console.error(`${step.text} …`);
      else console.log(describe(step));
    }
    return isReached;
  } finally {
    await close();
  }
}

/** The database and keys of a deployment, which may be running. */
async function openDeployment(): Promise<{ db: Database; close: () => Promise<void> }> {
  const parsed = parseConfig(process.env);
  const { DATABASE_URL, READOUT_DATA_DIR } = parsed;
  const server = DATABASE_URL
    ? null
    : await startEmbedded({ dataDir: READOUT_DATA_DIR, say: (line) => console.error(line) });
  const made = server && generatedSecrets(server.dataDir);
  const secret = (name: 'NEXTAUTH_SECRET' | 'READOUT_SECRET_KEY'): string => parsed[name] ?? made?.[name] ?? '';
  useLog('silent');
  useSecretKey(secret('READOUT_SECRET_KEY'));
  useConfig({
    ...parsed,
    NEXTAUTH_SECRET: secret('NEXTAUTH_SECRET'),
    READOUT_SECRET_KEY: secret('READOUT_SECRET_KEY'),
  });
  const db = connectDatabase({ url: server?.url ?? DATABASE_URL ?? '', poolSize: 2 });
  const close = async () => {
    await db.$client.end();
    await server?.stop();
  };
  return { db, close };
}

function describe({ state, text, milliseconds, certificates, words }: TestStep): string {
  return [
    `${state === 'failed' ? 'FAILED' : 'ok'}  ${text}${milliseconds ? ` (${milliseconds} ms)` : ''}`,
    ...certificates.map(
      ({ subject, issuer, validUntil }) => `    ${subject}, by ${issuer}, valid until ${validUntil.slice(0, 10)}`,
    ),
    ...words.map(({ label, value }) => `    ${label}: ${value}`),
  ].join('\n');
}

try {
  if (!(await main(process.argv.slice(2)))) process.exitCode = 1;
} catch (error) {
  console.error(describeError(error));
  process.exitCode = 1;
}
