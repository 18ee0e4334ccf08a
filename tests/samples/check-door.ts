import { setTimeout as wait } from 'node:timers/promises';
import { isDeepStrictEqual } from 'node:util';
import { readHl7Item } from '#lib/intake/read-hl7-item';
import { splitHl7 } from '#lib/hl7/split-hl7';
import { readHl7 } from '#lib/hl7/read-hl7';
import { reportFromOru } from '#lib/hl7/report-from-oru';
import { findReport } from '../../scripts/import/import-file.ts';
import { appointmentRequest } from '../../scripts/import/partner-requests.ts';
import { connect, type ReadoutClient } from '../../scripts/import/readout-client.ts';
import { withLineEnds } from './check-items.ts';
import { DOOR_SENDERS, expectedVerdicts } from './destinations.ts';
import { plainReadings, type PlainReading } from './plain-reading.ts';

export interface DoorRun {
  url: string;
  clientSecret: string;
  files: readonly Buffer[];
  /** Counts one check; `difference` is null when it holds. */
  check: (name: string, difference: string | null) => void;
}

/** An organization's client at the door. */
interface Sending extends DoorRun {
  organization: string;
  token: string;
  client: ReadoutClient;
}

/** One message as it must come out, and its item as the list of items tells it. */
interface Expected extends PlainReading {
  modality: string | null;
}

interface Item {
  index: number;
  state: string;
  appointmentId: string | null;
  errors: string[];
  warnings: string[];
  destinations: { destination: string; status: string }[];
}

const LINE_ENDS = { cr: '\r', lf: '\n', crlf: '\r\n' } as const;
const DEADLINE_MS = 60_000;

/**
 * Sends the samples through the ReportStream door, one file a year and all in one payload, with each line end, and checks
 * what became of every item: its texts byte for byte, its destinations, and that a second send is told as one. Then all in
 * one to an organization that has their appointments: every report is filed with its own.
 */
export async function checkDoor(run: DoorRun): Promise<void> {
  const door = await openSending(run, 'door');
  for (const sender of DOOR_SENDERS) {
    const payloads = payloadsOf(run.files, sender);
    const first: number[] = [];
    for (const payload of payloads) first.push(await checkSent(door, sender, payload));
    const [again] = payloads;
    if (again && first[0] !== undefined) await checkSentAgain(door, sender, again, first[0]);
  }
  await checkFiled(await openSending(run, 'filed'));
}

/** `years-lf`: the payloads of the files, each for itself, with line feeds; `all-…`: one payload. */
function payloadsOf(files: readonly Buffer[], sender: string): Buffer[] {
  const [shape, end = 'cr'] = sender.split('-');
  const ended = files.map((file) => withLineEnds(file, LINE_ENDS[end as keyof typeof LINE_ENDS]));
  return shape === 'years' ? ended : [Buffer.concat(ended)];
}

/** The messages of a payload by plain means, which know carriage returns only. */
function expectedOf(payload: Buffer): Expected[] {
  const plain = plainReadings(Buffer.from(payload.toString('latin1').replace(/\r?\n/g, '\r'), 'latin1'));
  const { messageAt } = splitHl7(payload);
  return plain.map((reading, at) => {
    const item = readHl7Item(messageAt(at));
    return { ...reading, modality: item.kind === 'read' ? item.item.exam.modality : null };
  });
}

async function openSending(run: DoorRun, organization: string): Promise<Sending> {
  const { url, clientSecret } = run;
  const clientId = `${organization}-client`;
  const body = new URLSearchParams({
    grant_type: 'client_credentials',
    client_id: clientId,
    client_secret: clientSecret,
  });
  const answer = await fetch(`${url}/oauth2/token`, { method: 'POST', body });
  const { access_token: token } = (await answer.json()) as { access_token: string };
  return { ...run, organization, token, client: await connect({ url, clientId, clientSecret }) };
}

/** Sends a payload and waits until every item is routed; answers its number and its items. */
async function send(sending: Sending, sender: string, payload: Buffer, query = '') {
  const answer = await fetch(`${sending.url}/api/waters/report${query}`, {
    method: 'POST',
    headers: {
      authorization: `Bearer ${sending.token}`,
      client: `${sending.organization}.${sender}`,
      'content-type': 'application/hl7-v2',
    },
    body: new Uint8Array(payload),
  });
  const { submissionId, reportItemCount } = (await answer.json()) as { submissionId: number; reportItemCount: number };
  if (answer.status !== 201) throw new Error(`the payload was answered ${answer.status}`);
  const deadline = Date.now() + DEADLINE_MS;
  for (;;) {
    const { overallStatus } = (await get(sending, `${submissionId}/history`)) as { overallStatus: string };
    if (overallStatus !== 'Received') break;
    if (Date.now() > deadline) throw new Error(`submission ${submissionId} is still not routed`);
    await wait(50);
  }
  return { submissionId, reportItemCount, items: await itemsOf(sending, submissionId) };
}

async function get({ client }: Sending, path: string): Promise<unknown> {
  const answer = await client.send('GET', `/api/waters/report/${path}`);
  if (answer.status !== 200) throw new Error(`${path} answered ${answer.status}`);
  return JSON.parse(answer.text) as unknown;
}

async function itemsOf(sending: Sending, submissionId: number): Promise<Item[]> {
  const items: Item[] = [];
  for (let page = await pageFrom(sending, submissionId, 1); page.length > 0;) {
    items.push(...page);
    page = await pageFrom(sending, submissionId, items.length + 1);
  }
  return items;
}

const pageFrom = (sending: Sending, submissionId: number, from: number): Promise<Item[]> =>
  get(sending, `${submissionId}/items?pageSize=500&from=${from}`) as Promise<Item[]>;

/** Sends a payload that nobody has an appointment for; answers its number. */
async function checkSent(sending: Sending, sender: string, payload: Buffer): Promise<number> {
  const expected = expectedOf(payload);
  const { submissionId, reportItemCount, items } = await send(sending, sender, payload, '?option=SkipSend');
  const { check } = sending;
  check(`${sender}: items`, differ([reportItemCount, items.length], [expected.length, expected.length]));
  for (const [at, plain] of expected.entries()) {
    const name = `${sender}: item ${at + 1} of submission ${submissionId}`;
    const item = items[at];
    check(name, item ? outcomeOf(item, plain, sending.organization) : 'there is no such item');
    if (plain.text === null) continue;
    const told = (await get(sending, `${submissionId}/items/${at + 1}/unmatched`)) as { reportText: string };
    check(`${name}: its text`, Buffer.from(told.reportText).equals(Buffer.from(plain.text)) ? null : 'it differs');
  }
  return submissionId;
}

function outcomeOf(item: Item, plain: Expected, organization: string): string | null {
  const { text, ...facts } = plain;
  const verdicts = expectedVerdicts(facts, text !== null);
  const destinations = verdicts.map(({ destination, isFiltered }) => ({
    destination: `${organization}.${destination}`,
    status: isFiltered ? 'filtered' : 'skipped',
  }));
  const unfiled = item.warnings.some((warning) => warning.startsWith('Not filed with an appointment: no pending'));
  return differ(
    [item.state, unfiled, item.errors, item.destinations],
    [text === null ? 'routed' : 'unmatched', text !== null, [], destinations],
  );
}

/** The same payload again: each item says where it came before. */
async function checkSentAgain(sending: Sending, sender: string, payload: Buffer, first: number): Promise<void> {
  const { items } = await send(sending, sender, payload, '?option=SkipSend');
  const silent = items.filter(
    ({ warnings }) => !warnings.includes(`The same item came in submission ${first} in the last 7 days.`),
  );
  sending.check(`${sender}: a second send is told of each item`, differ([items.length > 0, silent.length], [true, 0]));
}

/** All in one payload, to where every report has an appointment that waits for it. */
async function checkFiled(sending: Sending): Promise<void> {
  const { client, organization, check, files } = sending;
  const payload = Buffer.concat([...files]);
  const expected = expectedOf(payload);
  const ids: (string | null)[] = [];
  for (const reading of readHl7(payload)) {
    const oru = reading.kind === 'message' ? reportFromOru(reading.message) : null;
    ids.push(oru?.kind === 'report' ? oru.appointment.appointmentId : null);
    if (oru?.kind !== 'report') continue;
    const { path, body } = appointmentRequest(organization, oru.appointment);
    await client.send('PUT', path, { body });
  }
  const { items } = await send(sending, 'all-cr', payload);
  for (const [at, plain] of expected.entries()) {
    const name = `filed: item ${at + 1}`;
    const item = items[at];
    const isReport = plain.text !== null;
    check(
      name,
      differ(
        [item?.state, item?.appointmentId, item?.errors],
        [isReport ? 'filed' : 'routed', isReport ? ids[at] : null, []],
      ),
    );
    const report = isReport ? await findReport({ client, domain: organization }, ids[at] ?? '') : null;
    if (!isReport) continue;
    const same =
      typeof report === 'object' && report?.reportText === plain.text && report.reportStatus === plain.status;
    check(`${name}: its report`, same ? null : 'text or status differs');
  }
}

const differ = (actual: unknown, expected: unknown): string | null =>
  isDeepStrictEqual(actual, expected) ? null : `${JSON.stringify(actual)} instead of ${JSON.stringify(expected)}`;
