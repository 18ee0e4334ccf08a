import { sql } from 'drizzle-orm';
import type { Database } from '#db/client';
import { useSecretKey } from '#lib/encryption';
import { applySettings } from '#lib/settings/apply-settings';
import { parseSettings } from '#lib/settings/parse-settings';
import { until } from '../support/until.ts';
import { getToken } from './submit-reports.ts';

/** An organization of one test's own with senders and destinations, in which Wren reports, and Fern is admin. */
export interface DoorRoom {
  domain: string;
  wren: string;
  fern: string;
  /** Sends a payload of HL7 messages, and answers its submission once it is delivered. */
  send: (payload: string) => Promise<number>;
  /** Makes an appointment that waits for its report. */
  pending: (appointmentId: string, fields: object) => Promise<void>;
}

let rooms = 0;

/** `receivers`: further destinations, as the settings file has them. */
export async function openDoorRoom(db: Database, url: string, receivers: object[] = []): Promise<DoorRoom> {
  useSecretKey('a test secret key of more than thirty-two characters');
  const domain = `door${process.pid}-${(rooms += 1)}`;
  const [wren, fern] = [`wren@${domain}.test`, `fern@${domain}.test`];
  const organization = {
    name: domain,
    description: `Door ${domain}`,
    timeZone: 'Australia/Melbourne',
    senders: [
      { name: 'ris', format: 'HL7' },
      { name: 'fhir', format: 'FHIR' },
      { name: 'closed', format: 'HL7', customerStatus: 'inactive' },
    ],
    clients: [
      {
        clientId: `${domain}-ris`,
        clientSecret: 'correct horse battery',
        domains: [domain],
        scopes: ['reports:write', 'appointments:read', 'appointments:write', 'history:read'],
        rateLimitPerMinute: 1_000_000,
      },
    ],
    users: [
      { email: wren, name: 'Dr Wren Able', roles: { [domain]: 'clinician' } },
      { email: fern, name: 'Fern Desk', roles: { [domain]: 'admin' } },
    ],
    receivers: [
      { name: 'ehr', format: 'TEXT', transport: { type: 'NULL' } },
      { name: 'archive', format: 'TEXT', transport: { type: 'NULL' }, routingFilter: ['matches(modality, CT, MR)'] },
      ...receivers,
    ],
  };
  const parsed = parseSettings(JSON.stringify({ organizations: [organization] }), {});
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems));
  await applySettings({ db, correlationId: 'door-room', at: null }, parsed.settings);
  const token = await getToken(url, `${domain}-ris`);
  const call = async (method: string, path: string, headers: Record<string, string>, body: string) => {
    const answer = await fetch(`${url}${path}`, {
      method,
      headers: { authorization: `Bearer ${token}`, ...headers },
      body,
    });
    if (!answer.ok) throw new Error(`${method} ${path} answered ${answer.status}: ${await answer.text()}`);
    return (await answer.json()) as { submissionId: number };
  };
  return {
    domain,
    wren,
    fern,
    async send(payload) {
      const headers = { client: `${domain}.ris`, 'content-type': 'application/hl7-v2' };
      const { submissionId } = await call('POST', '/api/waters/report', headers, payload);
      await until('everything is delivered that can be', async () => {
        const { rows } = await db.execute(sql`select 1 from submissions where id = ${submissionId}
          and routed_at is not null and delivery_state not in ('processing', 'waiting', 'retrying')`);
        return rows.length > 0;
      });
      return submissionId;
    },
    async pending(appointmentId, fields) {
      const body = JSON.stringify({ status: 'PENDING REPORTING', modality: 'CT', ...fields });
      await call(
        'PUT',
        `/integrations/v1/${domain}/appointments/${appointmentId}`,
        { 'content-type': 'application/json' },
        body,
      );
    },
  };
}
