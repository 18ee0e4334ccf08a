import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { sql } from 'drizzle-orm';
import { connectDatabase, type Database } from '#db/client';
import type { Context } from '#lib/context';
import type { ClientActor } from '#lib/identity/actor';
import { authorizeDomain } from '#lib/identity/authorize-domain';
import { defineActorResolver } from '#lib/identity/resolve-actor';
import { newUuid } from '#lib/ids';
import { composeAcceptance } from '#lib/reports/compose-acceptance';
import { recordOf, type NewVersion } from '#lib/reports/new-version';
import { headOf, readHead, type PreparedSubmission } from '#lib/reports/read-head';
import { routeVersion } from '#lib/reports/route-version';
import { loadSnapshot } from '#lib/settings/load-snapshot';
import { acceptSubmission, type AcceptedReport, type DeliveryRow } from '#lib/submissions/accept-submission';
import { reportText } from './report-text.ts';
import { CLIENT_ID, ORGANIZATION } from './settings.ts';

// What the submit route is measured against: node:http and pg. It parses the JSON and runs the product's one writing
// statement with rows that were computed when it started: no caller, no validation, no rules, no routing, no hashing.
// With BENCH_READS=1 it also makes the product's preparatory read, and ignores what it says.

type Template = AcceptedReport & { deliveries: DeliveryRow[] };

const PATH = /\/appointments\/R(\d+)\/report$/;
const resolveActor = defineActorResolver<PreparedSubmission>(headOf(sql`caller.principal`));

/** A submission as the product composes it for the first appointment: every later one differs in its ids only. */
async function composeTemplate(db: Database): Promise<Template> {
  const actor: ClientActor = {
    kind: 'client',
    principal: `client:${CLIENT_ID}`,
    clientId: CLIENT_ID,
    sender: 'partner',
    domains: [ORGANIZATION],
    scopes: ['reports:write'],
  };
  const context: Context = { db, correlationId: newUuid(), at: null };
  const domain = authorizeDomain(actor, ORGANIZATION, 'reports:write');
  const input = { domain, appointmentId: 'R1', key: null, at: null, principal: actor.principal };
  const { prepared, now } = await readHead(db, input);
  if (!prepared.head) throw new Error('There is no appointment R1.');
  const version: NewVersion = {
    domain,
    appointmentId: 'R1',
    version: 1,
    reportStatus: 'final',
    resultStatus: 'F',
    reportText: reportText(4096),
    reportFormat: 'text/plain',
    clinicianName: null,
    clinicianProviderNumber: null,
    clinicianEmail: null,
    reportedAtUtc: now.toISOString(),
    reason: null,
  };
  const record = recordOf(actor, version, prepared.head);
  const toRoute = { record, reportText: version.reportText, sender: actor.sender, now, holdSeconds: 0 };
  const routed = routeVersion(toRoute, await loadSnapshot(db));
  const acceptance = composeAcceptance(context, actor, prepared.head, version, record, routed);
  const answer = { answerStatus: 201, answerLocation: '', answerBody: '' };
  return { ...acceptance, ...answer, key: null, fingerprint: record.textSha256, deliveries: routed.deliveries };
}

async function readJson(incoming: IncomingMessage): Promise<{ reportText: string }> {
  const chunks: Buffer[] = [];
  for await (const chunk of incoming) chunks.push(chunk as Buffer);
  return JSON.parse(Buffer.concat(chunks).toString('utf8')) as { reportText: string };
}

/** `appointmentKey` 1 is R1: the appointments are the first rows of their table. */
async function accept(db: Database, template: Template, incoming: IncomingMessage, outgoing: ServerResponse) {
  const number = Number(PATH.exec(incoming.url ?? '')?.[1]);
  const key = incoming.headers['idempotency-key'] as string;
  if (process.env.BENCH_READS === '1') {
    const token = incoming.headers.authorization?.slice('Bearer '.length) ?? '';
    const input = { domain: ORGANIZATION, appointmentId: `R${number}`, key, at: null };
    await resolveActor(db, { kind: 'bearer', token }, input);
  }
  const { reportText } = await readJson(incoming);
  const reportGuid = newUuid();
  const location = `/api/waters/report/${reportGuid}/history`;
  const answer = JSON.stringify({ reportGuid, reportStatus: 'final', reportedAtUtc: template.reportedAtUtc });
  const submissionId = await acceptSubmission(db, {
    ...template,
    appointmentKey: number,
    orderKey: `${ORGANIZATION}/R${number}`,
    reportGuid,
    reportText,
    key,
    deliveriesJson: JSON.stringify(template.deliveries.map((row) => ({ ...row, report_id: newUuid() }))),
    answerLocation: location,
    answerBody: answer,
  });
  const headers = { 'content-type': 'application/json', location };
  outgoing.writeHead(submissionId === null ? 409 : 201, headers).end(answer);
}

const db = connectDatabase({ url: process.env.DATABASE_URL ?? '' });
const template = await composeTemplate(db);
const server = createServer((incoming, outgoing) => {
  if (incoming.method === 'GET') return void outgoing.writeHead(200).end();
  accept(db, template, incoming, outgoing).catch((error: unknown) => outgoing.writeHead(500).end(String(error)));
});
server.listen(Number(process.env.PORT), process.env.HOST);
process.once('SIGTERM', () => process.exit(0));
