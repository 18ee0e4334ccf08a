import { until } from '../support/until.ts';
import type { ApiAnswer, ApiRequest, House } from '../support/open-house.ts';

/** What a practice's systems send to the ReportStream door. */

/** Two organizations with senders of both formats; acme's destinations as in the other HTTP tests. */
export const DOOR = `
organizations:
  - name: acme
    description: Acme Imaging
    timeZone: Australia/Melbourne
    senders:
      - { name: default, topic: radiology, format: HL7 }
      - { name: acks, topic: radiology, format: HL7, hl7AcknowledgementEnabled: true }
      - { name: fhir, topic: radiology, format: FHIR }
      - { name: closed, topic: radiology, format: HL7, customerStatus: inactive }
    clients:
      - { clientId: acme-ris, clientSecret: correct horse battery, domains: [acme], scopes: [reports:write, appointments:read, appointments:write, history:read, deliveries:read], rateLimitPerMinute: 1000000 }
      - { clientId: acme-viewer, clientSecret: correct horse battery, domains: [acme], scopes: [history:read], rateLimitPerMinute: 1000000 }
    users:
      - { email: rad@acme.test, name: Dr Ada Reid, password: Reading-room-1, roles: { acme: clinician } }
      - { email: admin@acme.test, name: Sam Ng, password: Reading-room-1, roles: { acme: admin } }
    receivers:
      - { name: ehr, format: TEXT, transport: { type: "NULL" }, processingModeFilter: ["doesNotMatch(processing_mode_code, T, D)"] }
      - { name: archive, format: TEXT, transport: { type: DOWNLOAD }, routingFilter: ["matches(modality, CT, MR)"] }
      - { name: finals, format: TEXT, transport: { type: "NULL" }, conditionFilter: ["matches(report_status, final, withdrawn)"] }
      - { name: elsewhere, format: TEXT, transport: { type: "NULL" }, jurisdictionalFilter: ["orEquals(sending_org, nobody)"] }
  - name: zenith
    description: Zenith Radiology
    timeZone: Europe/Vienna
    senders:
      - { name: default, topic: radiology, format: HL7 }
    clients:
      - { clientId: zenith-ris, clientSecret: correct horse battery, domains: [zenith], scopes: [reports:write, appointments:read, appointments:write, history:read, deliveries:read], rateLimitPerMinute: 1000000 }
    users:
      - { email: rad@zenith.test, name: Dr Zoe Zell, password: Reading-room-1, roles: { zenith: clinician } }
    receivers:
      - { name: portal, format: TEXT, transport: { type: "NULL" } }
`;

let made = 0;

/** What differs between messages; each made message has numbers of its own. */
export interface Message {
  controlId?: string;
  accession?: string;
  filler?: string;
  patientId?: string;
  birthDate?: string;
  sex?: string;
  modality?: string;
  status?: string;
  mode?: string;
  text?: string;
  accept?: string;
}

export interface MadeMessage extends Required<Message> {
  text: string;
  hl7: string;
}

/** An ORU^R01 of a CT, final and complete unless told otherwise. */
export function message(told: Message = {}): MadeMessage {
  const n = (made += 1);
  const all = {
    controlId: `MSG${n}`,
    accession: `ACC${n}`,
    filler: `FIL${n}`,
    patientId: `P${n}`,
    birthDate: '19800131',
    sex: 'F',
    modality: 'CT',
    status: 'F',
    mode: 'P',
    text: `Report ${n}.`,
    accept: '',
    ...told,
  };
  const hl7 = [
    `MSH|^~\\&|RIS|ACME|READOUT||20261120093000+1100||ORU^R01^ORU_R01|${all.controlId}|${all.mode}|2.5.1|||${all.accept}`,
    `PID|1||${all.patientId}^^^ACME^MR||ADLER^ADA||${all.birthDate}|${all.sex}`,
    `OBR|1||${all.filler}|CTHEAD^CT head|||20261120090000+1100|||||||||||${all.accession}||||20261120093000+1100||${all.modality}|${all.status}`,
    ...(all.text === '' ? [] : [`OBX|1|TX|GDT^Report||${all.text}||||||${all.status}`]),
  ].join('\r');
  return { ...all, hl7: `${hl7}\r` };
}

/** POSTs a payload to the preferred address of the door. */
export const post = (house: House, payload: string | Uint8Array, request: ApiRequest & { query?: string } = {}) =>
  house.api('POST', `/api/waters/report${request.query ?? ''}`, {
    ...request,
    body: payload,
    headers: { client: 'acme', 'content-type': 'application/hl7-v2', ...request.headers },
  });

/** The history of a submission, explained, once every item is routed. */
export const routedHistory = (house: House, answer: ApiAnswer): Promise<ApiAnswer> =>
  until('every item is routed', async () => {
    const told = await house.api('GET', `/api/waters/report/${answer.json.submissionId}/history?explain=true`);
    return told.json.routedAt !== null && told;
  });
