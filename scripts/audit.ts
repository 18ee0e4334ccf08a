// npm run audit:verify: whether the audit trail still is what was written; ends with 1 when it is not.
import { connectDatabase } from '../db/client.ts';
import { startEmbedded } from '../db/embedded/start-embedded.ts';
import { type Verification, verifyEvents } from '../lib/audit/verify-events.ts';
import { parseConfig } from '../lib/config.ts';
import { describeError } from '../lib/errors.ts';
import { refuseOldSchema } from './refuse-old-schema.ts';

async function main(): Promise<void> {
  const { DATABASE_URL, READOUT_DATA_DIR } = parseConfig(process.env);
  const server = DATABASE_URL
    ? null
    : await startEmbedded({ dataDir: READOUT_DATA_DIR, say: (line) => console.error(line) });
  const db = connectDatabase({ url: server?.url ?? DATABASE_URL ?? '', poolSize: 1 });
  try {
    await refuseOldSchema(db);
    const found = await verifyEvents(db);
    if (found.outcome !== 'intact') throw new Error(describe(found));
    console.log(describe(found));
  } finally {
    await db.$client.end();
    await server?.stop();
  }
}

function describe(found: Verification): string {
  switch (found.outcome) {
    case 'intact': {
      const { events, blocks, unsealed, head } = found;
      const sealed = `${events - unsealed} events in ${blocks} blocks are intact, ${unsealed} are not sealed yet.`;
      return head === null ? sealed : `${sealed}\nBlock ${blocks} has the hash ${head}.`;
    }
    case 'broken block':
      return `Block ${found.block} is not intact: it, one before it or an event in it was changed or removed.`;
    case 'stray event':
      return `Event ${found.event} is in no block and waits for none: it was slipped in, or its block was removed.`;
  }
}

try {
  await main();
} catch (error) {
  console.error(describeError(error));
  process.exitCode = 1;
}
