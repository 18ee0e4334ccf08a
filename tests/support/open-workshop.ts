import type { Database } from '#db/client';
import type { PutAppointment } from '#lib/appointments/contract';
import { putAppointment } from '#lib/appointments/put-appointment';
import type { Context } from '#lib/context';
import { useSecretKey } from '#lib/encryption';
import type { Actor, AuthorizedDomain, ClientActor, UserActor } from '#lib/identity/actor';
import { submitReport } from '#lib/reports/submit-report';
import { withdrawReport } from '#lib/reports/withdraw-report';
import { applySettings } from '#lib/settings/apply-settings';
import { parseSettings } from '#lib/settings/parse-settings';
import type { Submission } from '#lib/submissions/contract';
import { getSubmission } from '#lib/submissions/get-submission';
import { createTestDatabase, type TestDatabase } from './test-database.ts';

/** A report to submit; the text is made up unless given. */
export interface DraftReport {
  status: 'preliminary' | 'final';
  text?: string;
  at?: Date | null;
  actor?: Actor;
  key?: string;
}

/** The verbs on a database of their own, without HTTP, in one organization, `acme`. */
export interface Workshop {
  db: Database;
  url: string;
  domain: AuthorizedDomain;
  /** `at`: the clock that counts; the database's unless given. */
  context(at?: Date | null): Context;
  putAppointment(appointmentId: string, fields?: Partial<PutAppointment>): Promise<void>;
  /** Answers the reportGuid. */
  submit(appointmentId: string, report: DraftReport): Promise<string>;
  withdraw(appointmentId: string, at?: Date | null): Promise<string>;
  history(id: string | number): Promise<Submission>;
  close(): Promise<void>;
}

const SCOPES = ['reports:write', 'appointments:read', 'appointments:write', 'history:read', 'deliveries:read'];

/** The practice's system. */
export const CLIENT: ClientActor = {
  kind: 'client',
  principal: 'client:acme-ris',
  clientId: 'acme-ris',
  sender: 'partner',
  domains: ['acme'],
  scopes: SCOPES,
};

/** A radiologist at the portal. */
export const CLINICIAN: UserActor = {
  kind: 'user',
  principal: 'user:0192d3a0-6f0e-7c21-8a45-2d1f3c5b7e90',
  userId: '0192d3a0-6f0e-7c21-8a45-2d1f3c5b7e90',
  sessionId: 'none',
  name: 'Dr Ada Reid',
  email: 'rad@acme.test',
  providerNumber: '2448501H',
  roles: new Map([['acme', ['clinician', 'admin']]]),
  platformAdmin: false,
  mustChangePassword: false,
};

/**
 * `receivers`: lines of YAML, each one receiver of `acme`; `organization`: further members of it. The database is one of
 * its own unless given.
 */
export async function openWorkshop(
  receivers: string[],
  options: { organization?: string; database?: TestDatabase } = {},
): Promise<Workshop> {
  const database = options.database ?? (await createTestDatabase());
  const { db } = database;
  useSecretKey('a test secret key of more than thirty-two characters');
  const domain = 'acme' as AuthorizedDomain;
  const context = (at: Date | null = null): Context => ({ db, correlationId: 'test', at });
  const lines = receivers.map((receiver) => `      - ${receiver}`).join('\n');
  const yaml = `organizations:\n  - name: acme\n    timeZone: UTC\n${options.organization ?? ''}\n    receivers:\n${lines}\n`;
  const parsed = parseSettings(yaml, {});
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems));
  await applySettings(context(), parsed.settings);
  return {
    db,
    url: database.url,
    domain,
    context,
    async putAppointment(appointmentId, fields = {}) {
      const told: PutAppointment = { status: 'PENDING REPORTING', priority: 'ROUTINE', modality: 'CT', ...fields };
      await putAppointment(context(), CLIENT.principal, domain, appointmentId, told);
    },
    async submit(appointmentId, { status, text = `A ${status} report.`, at, actor = CLIENT, key }) {
      const body = { reportText: text, reportStatus: status };
      const input = { domain, appointmentId, body, idempotencyKey: key ?? null, expectedVersion: null };
      return guidOf((await submitReport(context(at), actor, input)).json);
    },
    async withdraw(appointmentId, at) {
      const input = { domain, appointmentId, reason: 'Wrong patient', idempotencyKey: null, expectedVersion: null };
      return guidOf((await withdrawReport(context(at), CLIENT, input)).json);
    },
    history: (id) => getSubmission(context(), CLIENT, String(id), { explain: false }),
    close: () => database.drop(),
  };
}

const guidOf = (json: string): string => (JSON.parse(json) as { reportGuid: string }).reportGuid;
