import { deliverDue } from '../support/deliver-due.ts';
import { openHouse, type House } from '../support/open-house.ts';
import { SETTINGS } from '../support/settings.ts';
import { historyPath, pendingAppointment, reportPath } from './partner.ts';

const SCOPES = 'reports:write, appointments:read, appointments:write, history:read, deliveries:read';
const client = (org: string) =>
  `{ clientId: ${org}-ris, clientSecret: correct horse battery, domains: [${org}], scopes: [${SCOPES}], rateLimitPerMinute: 1000000 }`;

/** The usual settings, and organizations whose submissions end in every status that history can tell. */
const HISTORY_SETTINGS = `${SETTINGS}
  - name: lonely
    timeZone: UTC
    clients: [${client('lonely')}]
  - name: picky
    description: Picky Imaging
    timeZone: UTC
    clients: [${client('picky')}]
    receivers:
      - { name: nothing, format: TEXT, transport: { type: "NULL" }, routingFilter: ["allowNone()"] }
      - { name: few, format: TEXT, transport: { type: "NULL" }, qualityFilter: ["hasValidDataFor(patient_id, accession_number)", "matches(modality, US)"] }
  - name: drafty
    description: Drafty Imaging
    timeZone: UTC
    finalHoldSeconds: 0
    clients: [${client('drafty')}]
    receivers:
      - { name: all, format: TEXT, transport: { type: "NULL" } }
      - { name: drafts, format: TEXT, transport: { type: "NULL" }, conditionFilter: ["matches(report_status, preliminary)"] }
      - { name: paused, format: TEXT, customerStatus: inactive, transport: { type: "NULL" } }
  - name: mixed
    timeZone: UTC
    clients: [${client('mixed')}]
    receivers:
      - { name: slots, format: HL7, transport: { type: "NULL" }, timing: { operation: MERGE, numberPerDay: 1, initialTime: "03:00", timeZone: UTC } }
      - { name: unreached, format: HL7, transport: { type: MLLP, host: 127.0.0.1, port: 2575 } }
`;

/** One accepted submission, and a token that may read what became of it. */
export interface Sent {
  id: string;
  guid: string;
  token: string;
}

export interface ToldDestination extends Record<string, unknown> {
  service: string;
  sending_at?: string;
  sentReports: { createdAt: string }[];
  downloadedReports: { createdAt: string }[];
}

// oxlint-disable-next-line typescript/no-explicit-any -- tests look into every member of a history
type Told = any;

export interface HistoryHouse extends House {
  /** Submits a report for a new appointment of the domain, or for that of an earlier submission. */
  send(domain: string, report: object, appointment?: object, onto?: Sent): Promise<Sent>;
  history(sent: Sent, query?: string): Promise<Told>;
  /** Delivers everything that is due, as a worker would. */
  deliver(): Promise<void>;
}

export async function openHistoryHouse(): Promise<HistoryHouse> {
  const house = await openHouse({ settings: HISTORY_SETTINGS });
  return {
    ...house,
    async send(domain, report, appointment = {}, onto) {
      const token = await house.tokenOf(`${domain}-ris`);
      const id = onto?.id ?? (await pendingAppointment(house, appointment, domain));
      const answer = await house.api('POST', reportPath(id, domain), { token, body: report });
      if (answer.status !== 201) throw new Error(`The report was answered ${answer.status}: ${answer.text}`);
      return { id, guid: answer.json.reportGuid, token };
    },
    history: async ({ guid, token }, query = '') =>
      (await house.api('GET', `${historyPath(guid)}${query}`, { token })).json,
    async deliver() {
      while ((await deliverDue(house.context)) > 0);
    },
  };
}

export const destinationOf = (
  told: { destinations: ToldDestination[] },
  service: string,
): ToldDestination | undefined => told.destinations.find((destination) => destination.service === service);
