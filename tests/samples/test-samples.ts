import { randomBytes } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { readHl7 } from '#lib/hl7/read-hl7';
import { reportFromOru } from '#lib/hl7/report-from-oru';
import { findReport, importFile, type MessageOutcome, type OutcomeKind } from '../../scripts/import/import-file.ts';
import { appointmentRequest, reportRequest } from '../../scripts/import/partner-requests.ts';
import { connect, type ReadoutClient } from '../../scripts/import/readout-client.ts';
import { startServer } from '../support/start-server.ts';
import { checkDoor } from './check-door.ts';
import { checkItems } from './check-items.ts';
import { expectedHistory, settingsFile, type Facts } from './destinations.ts';
import { plainReadings, type PlainReading } from './plain-reading.ts';
import { awaitHistory, readHistory } from './read-history.ts';

/**
 * `npm run test:samples -- DIR`: reads the sample messages of DIR as the items of a payload, imports them into a server of
 * its own, and checks over HTTP that every text comes back byte for byte, that every history says what the filters
 * decide, and that a second run changes nothing; then sends them through the ReportStream door, a file a year and all in
 * one, with each line end. The last line is `N passed, N failed`.
 */

const DOMAIN = 'samples';
const MOST_SHOWN = 20;
const DELIVERY_DEADLINE_MS = 90_000;

const tally = { passed: 0, failed: 0 };

/** Counts one check. `difference` is null when it holds, else what is wrong. */
function check(name: string, difference: string | null): void {
  if (difference === null) {
    tally.passed += 1;
    return;
  }
  tally.failed += 1;
  if (tally.failed <= MOST_SHOWN) console.error(`FAILED ${name}: ${difference}`);
}

const equal = (actual: unknown, expected: unknown): string | null =>
  JSON.stringify(actual) === JSON.stringify(expected)
    ? null
    : `${JSON.stringify(actual)} instead of ${JSON.stringify(expected)}`;

/** Runs a check for each item, a few at once; what it throws is a failed check. */
async function checkEach<T>(
  title: string,
  items: readonly T[],
  run: (item: T) => Promise<string | null>,
): Promise<void> {
  console.log(`${title} (${items.length})`);
  const queue = [...items.entries()];
  const lane = async (): Promise<void> => {
    for (let next = queue.shift(); next; next = queue.shift()) {
      const [at, item] = next;
      const difference = await run(item).catch((error: unknown) => String(error));
      check(`${title} ${at + 1}`, difference);
    }
  };
  await Promise.all(Array.from({ length: 4 }, lane));
}

/** One message that carries a report: as read by plain means, as sent by the import, and its submission. */
interface Sample {
  plain: PlainReading;
  facts: Facts;
  text: string;
  request: ReturnType<typeof reportRequest>;
  reportGuid: string;
}

interface Imported {
  outcomes: MessageOutcome[];
  samples: Sample[];
}

async function importAll(client: ReadoutClient, files: readonly Buffer[]): Promise<Imported> {
  const run = { client, domain: DOMAIN, seen: new Set<string>() };
  const result: Imported = { outcomes: [], samples: [] };
  for (const file of files) {
    const plain = plainReadings(file);
    const readings = readHl7(file);
    const outcomes = await importFile(run, file);
    result.outcomes.push(...outcomes);
    for (const outcome of outcomes) {
      const sample = sampleOf(plain[outcome.position - 1], readings[outcome.position - 1], outcome);
      if (sample) result.samples.push(sample);
    }
  }
  return result;
}

function sampleOf(
  plain: PlainReading | undefined,
  reading: ReturnType<typeof readHl7>[number] | undefined,
  { reportGuid }: MessageOutcome,
): Sample | null {
  if (!plain || plain.text === null || reading?.kind !== 'message' || reportGuid === null) return null;
  const oru = reportFromOru(reading.message);
  if (oru.kind !== 'report' || !oru.report) return null;
  const { sex, urgent, hasStudyUid, status } = plain;
  return {
    plain,
    facts: { modality: oru.appointment.modality, sex, urgent, hasStudyUid, status },
    text: plain.text,
    request: reportRequest(DOMAIN, oru.appointment.appointmentId, oru.report, reading.text),
    reportGuid,
  };
}

const count = (outcomes: readonly MessageOutcome[], kind: OutcomeKind): number =>
  outcomes.filter((outcome) => outcome.kind === kind).length;

/** What a run did to the 372 messages: 351 with a report, 21 without text, one of them all a repetition. */
function checkCounts(run: string, { outcomes }: Imported, imported: number): void {
  const kinds = ['imported', 'unchanged', 'noText', 'duplicate', 'preliminaryAfterFinal', 'failed'] as const;
  const counts = Object.fromEntries(kinds.map((kind) => [kind, count(outcomes, kind)]));
  const expected = {
    imported,
    unchanged: 350 - imported,
    noText: 21,
    duplicate: 1,
    preliminaryAfterFinal: 0,
    failed: 0,
  };
  check(`${run}: what became of the messages`, equal(counts, expected));
  check(`${run}: messages`, equal(outcomes.length, 372));
  const created = outcomes.filter((outcome) => outcome.appointment === 'created').length;
  const updated = outcomes.filter((outcome) => outcome.appointment === 'updated').length;
  check(`${run}: appointments created and updated`, equal([created, updated], imported > 0 ? [371, 0] : [0, 371]));
  const encoding = outcomes.flatMap((outcome) => outcome.warnings).filter((warning) => warning.includes('ISO-8859-1'));
  check(`${run}: one message is not UTF-8`, equal(encoding.length, 1));
  for (const { kind, position, detail } of outcomes) {
    if (kind === 'failed') console.error(`  message ${position} of its file: ${detail}`);
  }
}

async function checkAppointments(client: ReadoutClient, files: readonly Buffer[]): Promise<void> {
  const appointments = files.flatMap((file) =>
    readHl7(file).flatMap((reading) => {
      const oru = reading.kind === 'message' ? reportFromOru(reading.message) : null;
      return oru?.kind === 'report' ? [oru.appointment] : [];
    }),
  );
  await checkEach('appointments as the messages tell them', appointments, async (appointment) => {
    const path = `/integrations/v1/${DOMAIN}/reporting/appointments/${appointment.appointmentId}`;
    const answer = await client.send('GET', path);
    if (answer.status !== 200) return `status ${answer.status}`;
    const actual = JSON.parse(answer.text) as Record<string, unknown>;
    const { body } = appointmentRequest(DOMAIN, appointment);
    const wrong = Object.entries(body).find(([name, value]) => actual[name] !== value);
    return wrong ? `${wrong[0]} differs` : null;
  });
}

const checkTexts = (run: string, client: ReadoutClient, samples: readonly Sample[]): Promise<void> =>
  checkEach(`${run}: reports byte for byte`, samples, async ({ plain, text, reportGuid }) => {
    const report = await findReport({ client, domain: DOMAIN }, plain.orderNumber);
    if (report === null || typeof report === 'string') return report ?? 'there is no report';
    if (!Buffer.from(report.reportText).equals(Buffer.from(text))) return 'the text differs';
    return equal(
      [report.reportGuid, report.reportStatus, report.version, report.versions.length],
      [reportGuid, plain.status, 1, 1],
    );
  });

function checkHistories(
  title: string,
  client: ReadoutClient,
  samples: readonly Sample[],
  downloaded: boolean,
): Promise<void> {
  const deadline = Date.now() + DELIVERY_DEADLINE_MS;
  return checkEach(title, samples, ({ facts, reportGuid }) =>
    awaitHistory(client, reportGuid, expectedHistory(facts, reportGuid, downloaded), deadline),
  );
}

/** Every page of a list of our own, newest first or not. */
async function listAll(client: ReadoutClient, path: string): Promise<Record<string, unknown>[]> {
  const items: Record<string, unknown>[] = [];
  for (let next: string | null = path; next;) {
    const answer = await client.send('GET', next);
    if (answer.status !== 200) throw new Error(`${path} answered ${answer.status}`);
    items.push(...(JSON.parse(answer.text) as Record<string, unknown>[]));
    const link = /<([^>]+)>\s*;\s*rel="?next"?/.exec(answer.headers.get('link') ?? '')?.[1];
    const target = link === undefined ? null : new URL(link, 'http://server');
    next = target && target.pathname + target.search;
  }
  return items;
}

const listSubmissions = (client: ReadoutClient): Promise<Record<string, unknown>[]> =>
  listAll(client, `/api/waters/org/${DOMAIN}/submissions?pageSize=100`);

/** Fetches the files of the DOWNLOAD destination and checks that each holds its report's bytes. */
async function checkDownloads(client: ReadoutClient, samples: readonly Sample[]): Promise<void> {
  const deliveries = await listAll(client, `/api/waters/org/${DOMAIN}/deliveries?pageSize=100`);
  const waiting = deliveries.filter(({ receiver }) => receiver === 'finals' || receiver === `${DOMAIN}.finals`);
  const expected = samples.filter(({ facts }) => facts.status === 'final' && facts.modality !== 'MG');
  check('files for the DOWNLOAD destination', equal(waiting.length, expected.length));
  const contents = new Map<string, string>();
  await checkEach('files fetched', waiting, async ({ reportId }) => {
    const answer = await client.send('GET', `/api/waters/report/${String(reportId)}/content`);
    contents.set(String(reportId), answer.text);
    return equal(answer.status, 200);
  });
  await checkEach('fetched files byte for byte', expected, async ({ text, reportGuid }) => {
    const { destinations } = await readHistory(client, reportGuid);
    const file = destinations.find(({ service }) => service === 'finals')?.downloadedReports[0];
    return file && contents.get(file.reportId) === text ? null : 'the file is not the report';
  });
}

async function checkSecondRun(client: ReadoutClient, files: readonly Buffer[], first: Imported): Promise<void> {
  const before = await listSubmissions(client);
  check('first run: submissions listed', equal(before.length, 350));
  const second = await importAll(client, files);
  checkCounts('second run', second, 0);
  check('second run: the same submissions hold the reports', equal(guids(second), guids(first)));
  await checkTexts('second run', client, first.samples);
  await checkEach(
    'a repeated request replays its answer',
    first.samples.slice(0, 20),
    async ({ request, reportGuid }) => {
      const { path, body, idempotencyKey } = request;
      const answer = await client.send('POST', path, { body, idempotencyKey });
      const { reportGuid: replayed } = JSON.parse(answer.text) as { reportGuid?: string };
      return equal([answer.status, answer.headers.get('idempotent-replayed'), replayed], [201, 'true', reportGuid]);
    },
  );
  check('second run: submissions listed', equal((await listSubmissions(client)).length, before.length));
  await checkHistories('second run: histories unchanged', client, first.samples, true);
}

const guids = ({ samples }: Imported): string[] => samples.map(({ reportGuid }) => reportGuid);

async function testSamples(directory: string): Promise<void> {
  const names = (await readdir(directory)).filter((name) => name.endsWith('.hl7')).sort();
  const files = await Promise.all(names.map((name) => readFile(join(directory, name))));
  console.log('reading the messages as the ReportStream door does');
  for (const { name, difference } of checkItems(files)) check(name, difference);
  console.log(`starting a server of its own for the messages of ${files.length} files`);
  const clientSecret = randomBytes(24).toString('hex');
  const server = await startServer({ settings: settingsFile(clientSecret), worker: 'embedded' });
  try {
    const client = await connect({ url: server.url, clientId: 'samples-client', clientSecret });
    console.log('importing the messages');
    const first = await importAll(client, files);
    checkCounts('first run', first, 350);
    check('reports to look at', equal(first.samples.length, 350));
    await checkAppointments(client, files);
    await checkTexts('first run', client, first.samples);
    await checkHistories('histories before anything is fetched', client, first.samples, false);
    await checkDownloads(client, first.samples);
    await checkHistories('final histories', client, first.samples, true);
    console.log('importing the messages again');
    await checkSecondRun(client, files, first);
    console.log('sending the messages through the ReportStream door');
    await checkDoor({ url: server.url, clientSecret, files, check });
  } finally {
    await server.stop();
  }
}

const [directory] = process.argv.slice(2);
try {
  if (directory === undefined) throw new Error('usage: npm run test:samples -- DIR, the folder of the sample messages');
  await testSamples(directory);
} catch (error) {
  tally.failed += 1;
  console.error(error instanceof Error ? error.message : error);
}
console.log(`${tally.passed} passed, ${tally.failed} failed`);
process.exitCode = tally.failed > 0 ? 1 : 0;
