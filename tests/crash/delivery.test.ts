import { randomInt } from 'node:crypto';
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { bundle, bundledFile } from '../../scripts/bundle.mjs';
import { receiveHttp, type HttpReceiver } from '../support/http-receiver.ts';
import { ack, controlId, listenForMllp, type MllpListener } from '../support/mllp-listener.ts';
import { openWorkshop, type Workshop } from '../support/open-workshop.ts';
import { type Program, startProgram } from '../support/start-program.ts';
import { until } from '../support/until.ts';

const KILLS = 100;
const REPORTS = 1700;
/** Files that a worker has on their way to one destination at most, each on a connection of its own where they are requests. */
const IN_HAND = 10;
/** Bundled, for most of a worker's short life would be loading its modules. */
const WORKER = { file: 'tests/crash/killable-worker.ts', folder: '.next/killable-worker' };

/** One message as a receiver got it: which report it is of, and how it names itself. */
interface Received {
  number: string;
  messageId: string;
}

let shop: Workshop;
let ehr: MllpListener;
let archive: MllpListener;
let hook: HttpReceiver;
const received = { ehr: [] as Received[], archive: [] as Received[], hook: [] as Received[] };
const running: Program[] = [];

/** OBR-3, as every dialect has it. */
const numberOf = (message: string): string =>
  /^OBR\|[^|]*\|[^|]*\|([^|^]*)/m.exec(message.replaceAll('\r', '\n'))?.[1] ?? '';

const listenAs = (name: 'ehr' | 'archive'): Promise<MllpListener> =>
  listenForMllp((socket, message) => {
    received[name].push({ number: numberOf(message), messageId: controlId(message) });
    socket.write(ack('AA', controlId(message)));
  });

beforeAll(async () => {
  await bundle({ root: process.cwd(), files: [WORKER.file], folder: WORKER.folder });
  [ehr, archive] = [await listenAs('ehr'), await listenAs('archive')];
  hook = await receiveHttp((response, { headers, body }) => {
    received.hook.push({ number: numberOf(body.toString()), messageId: String(headers['webhook-id']) });
    response.end();
  });
  shop = await openWorkshop([
    `{ name: ehr, format: HL7, transport: { type: MLLP, host: 127.0.0.1, port: ${ehr.port} } }`,
    `{ name: archive, format: HL7, transport: { type: MLLP, host: 127.0.0.1, port: ${archive.port} } }`,
    `{ name: hook, format: HL7, transport: { type: WEBHOOK, url: "${hook.url}", secret: a secret of the tests } }`,
  ]);
  const submitters = Array.from({ length: 8 }, async (_, at) => {
    for (let n = at; n < REPORTS; n += 8) {
      await shop.putAppointment(`K${n}`);
      await shop.submit(`K${n}`, { status: 'final' });
    }
  });
  await Promise.all(submitters);
});
afterAll(async () => {
  for (const program of running) await program.kill();
  await shop.close();
  for (const receiver of [ehr, archive, hook]) await receiver.close();
});

async function loadWorker(): Promise<Program> {
  const program = startProgram(bundledFile(WORKER.folder, WORKER.file), shop.url, {
    READOUT_ALLOW_PRIVATE_DESTINATIONS: 'true',
  });
  running.push(program);
  await program.says(/^loaded$/);
  return program;
}

const countReceived = (): number => Object.values(received).reduce((sum, messages) => sum + messages.length, 0);

test(
  'a worker killed a hundred times over five thousand deliveries loses none, and repeats at most one message a kill and connection',
  { timeout: 1_800_000 },
  async () => {
    let next = loadWorker();
    for (let kill = 0; kill < KILLS; kill += 1) {
      const worker = await next;
      next = loadWorker();
      const before = countReceived();
      worker.process.stdin?.write('begin\n');
      const enough = before + randomInt(1, 45);
      await until('the worker sends', () => countReceived() >= enough);
      await worker.kill();
      // As if a minute had passed: nobody else works, so every file in hand was this worker's.
      await shop.db.execute(sql`update deliveries set lease_until = now() where state = 'sending'`);
    }
    (await next).process.stdin?.write('begin\n');
    await until('every file has come to its end', async () => (await countOpen()) === 0, 300);

    const { rows } = await shop.db.execute(sql`select state, count(*)::int as files from deliveries group by 1`);
    expect(rows).toEqual([{ state: 'sent', files: 3 * REPORTS }]);
    const numbers = Array.from({ length: REPORTS }, (_, n) => `K${n}`).toSorted();
    for (const messages of Object.values(received)) {
      expect([...new Set(messages.map(({ number }) => number))].toSorted()).toEqual(numbers);
      // One name a report, however often it came.
      expect(new Set(messages.map(({ number, messageId }) => `${number} ${messageId}`)).size).toBe(REPORTS);
    }
    // A message of a connection is noted before the next goes; requests have a connection each.
    expect(received.ehr.length - REPORTS).toBeLessThanOrEqual(KILLS);
    expect(received.archive.length - REPORTS).toBeLessThanOrEqual(KILLS);
    expect(received.hook.length - REPORTS).toBeLessThanOrEqual(KILLS * IN_HAND);
  },
);

async function countOpen(): Promise<number> {
  const { rows } = await shop.db.execute<{ open: number }>(sql`
    select count(*)::int as open from deliveries where state in ('queued', 'sending', 'retrying')`);
  return rows[0]?.open ?? 0;
}
