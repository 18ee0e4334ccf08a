import { z } from 'zod';
import type { OruAppointment } from '#lib/hl7/appointment-from-oru';
import { readHl7, type Hl7Reading } from '#lib/hl7/read-hl7';
import { reportFromOru, type OruReport } from '#lib/hl7/report-from-oru';
import { alreadyHeld, appointmentRequest, messageDigest, reportPath, reportRequest } from './partner-requests.ts';
import type { CurrentReport } from './partner-requests.ts';
import type { Answer, ReadoutClient } from './readout-client.ts';

/** What became of one message. */
export type OutcomeKind = 'imported' | 'unchanged' | 'noText' | 'duplicate' | 'preliminaryAfterFinal' | 'failed';

export interface MessageOutcome {
  kind: OutcomeKind;
  /** Position in its file, from 1. */
  position: number;
  appointmentId: string | null;
  /** What the PUT of the appointment did; null when it was not sent or was refused. */
  appointment: 'created' | 'updated' | null;
  /** The submission that holds the report; null when none does. */
  reportGuid: string | null;
  /** Why it failed. No patient data. */
  detail: string | null;
  warnings: string[];
}

/** One import run: several files share the memory of the messages already seen. */
export interface ImportRun {
  client: ReadoutClient;
  domain: string;
  seen: Set<string>;
}

/** A message that can be sent. */
interface Order {
  position: number;
  text: string;
  appointment: OruAppointment;
  report: OruReport | null;
  warnings: string[];
}

const IN_PARALLEL = 4;

const acceptedReport = z.object({ reportGuid: z.string() });
const currentReport = z.object({
  reportGuid: z.string(),
  reportText: z.string(),
  reportStatus: z.string(),
  version: z.number(),
  versions: z.array(
    z.object({
      reportGuid: z.string(),
      reportStatus: z.string(),
      reportedAtUtc: z.string().nullable(),
      sha256: z.string(),
    }),
  ),
});
const problem = z.object({
  detail: z.string(),
  errors: z.array(z.object({ pointer: z.string() })).optional(),
});

/**
 * Imports the messages of one file as a partner would: PUT of each appointment, POST of each report, a few orders at
 * once, the messages of one order one after the other. Gives one outcome a message, in the file's order; throws only
 * when the server cannot be reached.
 */
export async function importFile(run: ImportRun, bytes: Uint8Array): Promise<MessageOutcome[]> {
  const settled: MessageOutcome[] = [];
  const orders = new Map<string, Order[]>();
  for (const [at, reading] of readHl7(bytes).entries()) {
    const order = readOrder(run, reading, at + 1);
    if ('kind' in order) settled.push(order);
    else orders.set(order.appointment.appointmentId, [...(orders.get(order.appointment.appointmentId) ?? []), order]);
  }
  const queue = [...orders.values()];
  const lane = async (): Promise<void> => {
    for (let next = queue.shift(); next; next = queue.shift()) {
      for (const order of next) settled.push(await importOrder(run, order));
    }
  };
  await Promise.all(Array.from({ length: IN_PARALLEL }, lane));
  return settled.sort((one, other) => one.position - other.position);
}

const outcome = (
  kind: OutcomeKind,
  from: { position: number; warnings?: string[]; appointment?: OruAppointment },
  more: Partial<Pick<MessageOutcome, 'appointment' | 'reportGuid' | 'detail'>> = {},
): MessageOutcome => ({
  kind,
  position: from.position,
  appointmentId: from.appointment?.appointmentId ?? null,
  appointment: null,
  reportGuid: null,
  detail: null,
  warnings: from.warnings ?? [],
  ...more,
});

/** What a message asks for, or its outcome when there is nothing to send. */
function readOrder(run: ImportRun, reading: Hl7Reading, position: number): Order | MessageOutcome {
  if (reading.kind === 'broken') return outcome('failed', { position }, { detail: reading.reason });
  const digest = messageDigest(reading.text);
  const repeated = run.seen.has(digest);
  run.seen.add(digest);
  const oru = reportFromOru(reading.message);
  if (oru.kind === 'refused') {
    return outcome(repeated ? 'duplicate' : 'failed', { position }, { detail: oru.reason });
  }
  const { appointment, report } = oru;
  if (repeated) return outcome('duplicate', { position, appointment });
  return { position, text: reading.text, appointment, report, warnings: [...reading.warnings, ...oru.warnings] };
}

async function importOrder(run: ImportRun, order: Order): Promise<MessageOutcome> {
  const put = appointmentRequest(run.domain, order.appointment);
  const told = await run.client.send('PUT', put.path, { body: put.body });
  if (told.status !== 200 && told.status !== 201) {
    return outcome('failed', order, { detail: `the appointment was refused: ${refusal(told)}` });
  }
  const appointment = told.status === 201 ? 'created' : 'updated';
  if (!order.report) return outcome('noText', order, { appointment });
  return { ...(await importReport(run, order, order.report)), appointment };
}

async function importReport(run: ImportRun, order: Order, report: OruReport): Promise<MessageOutcome> {
  const { appointmentId } = order.appointment;
  const current = await findReport(run, appointmentId);
  if (typeof current === 'string') return outcome('failed', order, { detail: current });
  const held = current && alreadyHeld(current, report);
  if (held !== null) return outcome('unchanged', order, { reportGuid: held });
  const post = reportRequest(run.domain, appointmentId, report, order.text);
  const answer = await run.client.send('POST', post.path, { body: post.body, idempotencyKey: post.idempotencyKey });
  if (answer.status === 201) {
    const { reportGuid } = acceptedReport.parse(JSON.parse(answer.text));
    const replayed = answer.headers.get('idempotent-replayed') === 'true';
    return outcome(replayed ? 'unchanged' : 'imported', order, { reportGuid });
  }
  if (answer.status === 409 && report.reportStatus === 'preliminary' && current?.reportStatus === 'final') {
    return outcome('preliminaryAfterFinal', order, {
      detail: 'a final report exists; this preliminary was not stored',
    });
  }
  return outcome('failed', order, { detail: `the report was refused: ${refusal(answer)}` });
}

/** The current report, null when there is none, or the reason why it cannot be read. */
export async function findReport(
  { client, domain }: Pick<ImportRun, 'client' | 'domain'>,
  appointmentId: string,
): Promise<CurrentReport | string | null> {
  const answer = await client.send('GET', reportPath(domain, appointmentId));
  if (answer.status === 404) return null;
  if (answer.status !== 200) return `the current report could not be read: ${refusal(answer)}`;
  return currentReport.parse(JSON.parse(answer.text));
}

/** A refusal in the server's words, which carry no patient data: status, detail and the fields at fault. */
function refusal(answer: Answer): string {
  if (!answer.headers.get('content-type')?.includes('json')) return `status ${answer.status}`;
  const { data } = problem.safeParse(JSON.parse(answer.text));
  const fields = data?.errors?.map((error) => error.pointer).join(', ');
  return [`status ${answer.status}`, data?.detail, fields && `at ${fields}`].filter(Boolean).join(', ');
}
