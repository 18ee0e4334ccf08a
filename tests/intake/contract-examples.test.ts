import { afterAll, beforeAll, expect, test } from 'vitest';
import { itemisePayloads } from '#lib/intake/itemise-payloads';
import { appointmentPath, historyPath } from '../http/partner.ts';
import { deliverDue } from '../support/deliver-due.ts';
import { openHouse, type House } from '../support/open-house.ts';
import * as examples from './contract-examples.ts';
import { message, post, type MadeMessage } from './payloads.ts';

/** The organizations of the examples. Names here are in small letters, digits and hyphens. */
const SETTINGS = `
organizations:
  - name: ignore
    timeZone: UTC
    senders: [{ name: dev-simple-report, topic: full-elr, format: HL7 }]
    sharesWith: [development.dev-full-elr]
    clients:
      - { clientId: everywhere, clientSecret: correct horse battery, domains: ["*"], scopes: [reports:write, appointments:write, history:read], rateLimitPerMinute: 1000000 }
  - name: development
    description: FOR DEVELOPMENT PURPOSES ONLY
    timeZone: UTC
    receivers: [{ name: dev-full-elr, topic: full-elr, format: TEXT, transport: { type: "NULL" } }]
  - name: simple-report
    timeZone: UTC
    senders: [{ name: fullelr, topic: full-elr, format: HL7 }, { name: default, topic: covid-19, format: HL7 }]
    sharesWith: [connectathon.stlt-dashboard-hl7-3, dataingestion.datateam-cdc-nbs, ny-phd.full-elr-test]
  - name: connectathon
    description: FOR CONNECTATHON PURPOSES ONLY
    timeZone: UTC
    receivers: [{ name: stlt-dashboard-hl7-3, topic: covid-19, format: TEXT, transport: { type: "NULL" } }]
  - name: dataingestion
    description: Data Ingestion CDC NBS
    timeZone: UTC
    receivers:
      - { name: datateam-cdc-nbs, topic: covid-19, format: TEXT, transport: { type: "NULL" }, processingModeFilter: ["matches(processing_mode_code, T, D)"] }
  - name: ny-phd
    description: New York Public Health Department
    timeZone: America/New_York
    receivers:
      - { name: full-elr-test, topic: full-elr, format: TEXT, transport: { type: "NULL" }, jurisdictionalFilter: ["orEquals(patient_state, NY)"] }
  - name: demo
    timeZone: UTC
    senders: [{ name: mars-otc-elr-onboarding-sender, topic: mars-otc-elr-onboarding, format: HL7 }]
`;

let house: House;
beforeAll(async () => {
  house = await openHouse({ settings: SETTINGS });
});
afterAll(() => house.close());

/** Submits a payload for a sender, lets workers read it, and answers its history. */
async function history(client: string, payload: string) {
  const answer = await post(house, payload, { headers: { client } });
  expect(answer.status).toBe(201);
  while (await itemisePayloads(house.context));
  return async () => (await house.api('GET', historyPath(answer.json.submissionId))).json;
}

/** A pending appointment that a message belongs to: without one the item warns that it is filed with none. */
async function appointmentFor({ accession, patientId }: MadeMessage, domain: string): Promise<void> {
  const body = { status: 'PENDING REPORTING', accessionNumber: accession, patientId, modality: 'CT' };
  expect((await house.api('PUT', appointmentPath(accession, domain), { body })).status).toBe(201);
}

/** An address in New York, which is within the one jurisdiction of the examples. */
const inNewYork = (hl7: string): string => hl7.replace('||19800131|F', '||19800131|F|||1 Main St^^New York^NY^10001');

const OURS = ['deliveryState', 'source', 'appointmentId', 'reportStatus', 'version'];
const OURS_OF_DESTINATION = [
  'status',
  'attempts',
  'lastError',
  'nextRetryAt',
  'supersededBy',
  'outdated',
  'pausedSince',
  'degradedSince',
  'expires',
];

const UUID = '[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}';
const FILE = new RegExp(`^[a-z0-9.-]+-${UUID}-\\d{14}\\.[a-z0-9]+$`);
const INSTANT = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/;

/** A value with ids and times taken out of it: what remains must be the example's, letter by letter. */
function plain(value: unknown): unknown {
  if (typeof value === 'string') {
    if (INSTANT.test(value)) return '<time>';
    if (FILE.test(value)) return '<file>';
    return value.replaceAll(new RegExp(UUID, 'g'), '<id>');
  }
  if (Array.isArray(value)) return value.map(plain);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, inner]) => [name, name === 'submissionId' ? '<number>' : plain(inner)]),
  );
}

/** Our members come after the contract's, and are these (docs/deviations.md). */
function withoutOurs(told: Record<string, unknown>): Record<string, unknown> {
  const strip = (from: Record<string, unknown>, ours: readonly string[]) => {
    const names = Object.keys(from);
    expect(names.slice(-ours.length)).toEqual(ours);
    return Object.fromEntries(names.slice(0, -ours.length).map((name) => [name, from[name]]));
  };
  const destinations = told.destinations as Record<string, unknown>[];
  return {
    ...strip(told, OURS),
    destinations: destinations.map((one) => strip(one, OURS_OF_DESTINATION)),
  };
}

/** Compares an answer with an example, member by member, in the example's order of members. */
function expectExample(told: Record<string, unknown>, example: object): void {
  const contracts = withoutOurs(told);
  expect(plain(contracts)).toEqual(plain(example));
  expect(Object.keys(contracts)).toEqual(Object.keys(example));
}

/** A destination of an example under a name that settings here can have. */
const named = <Destination extends { service: string }>(destination: Destination): Destination => ({
  ...destination,
  service: destination.service.toLowerCase().replaceAll('_', '-'),
});

test('Waiting to Deliver', async () => {
  const made = message();
  await appointmentFor(made, 'ignore');
  const told = await (await history('ignore.dev-simple-report', made.hl7))();
  // Deviation: the next attempt is told, also of a destination without slots.
  const sending_at = told.plannedCompletionAt;
  expectExample(told, {
    ...examples.WAITING_TO_DELIVER,
    plannedCompletionAt: sending_at,
    destinations: examples.WAITING_TO_DELIVER.destinations.map((one) => ({ ...named(one), sending_at })),
  });
  expect(told.plannedCompletionAt).toMatch(INSTANT);
});

test('Not Delivering', async () => {
  const made = message();
  await appointmentFor(made, 'simple-report');
  const told = await (await history('simple-report.fullelr', made.hl7))();
  expectExample(told, { ...examples.NOT_DELIVERING, sender: 'simple-report.fullelr' });
});

test('Partially Delivered', async () => {
  const [, { filteredReportItems }] = examples.PARTIALLY_DELIVERED.destinations as [
    object,
    { filteredReportItems: { filteredTrackingElement: string }[] },
  ];
  const made = message({ controlId: filteredReportItems[0]?.filteredTrackingElement });
  const read = await history('simple-report', made.hl7);
  await deliverDue(house.context);
  const told = await read();
  expect(told.warningCount).toBe(examples.PARTIALLY_DELIVERED.warningCount);
  // Deviation: the warnings are told that the example only counts.
  const warnings = [
    'Item was not routed to dataingestion.datateam-cdc-nbs because it did not pass the PROCESSING_MODE_FILTER. Item failed on: matches(processing_mode_code, T, D)',
    'Not filed with an appointment: no pending appointment has its accession or order number.',
  ].map((text) => ({
    scope: 'item',
    indices: [1],
    trackingIds: [made.controlId],
    message: text,
    errorCode: 'UNKNOWN',
  }));
  const { errors, destinationCount, fileName, ...example } = examples.PARTIALLY_DELIVERED;
  expectExample(told, {
    ...example,
    sender: 'simple-report.default',
    destinations: example.destinations.map(named),
    errors,
    warnings,
    destinationCount,
    fileName,
  });
});

test('Delivered', async () => {
  const made = message();
  await appointmentFor(made, 'simple-report');
  const read = await history('simple-report.fullelr', inNewYork(made.hl7));
  await deliverDue(house.context);
  expectExample(await read(), { ...examples.DELIVERED, sender: 'simple-report.fullelr' });
});

test('Failed to parse message', async () => {
  const broken = 'MSH|\rPID|1\r';
  const answer = await post(house, broken + broken, { headers: { client: 'simple-report' } });
  expect(answer.status).toBe(400);
  expectExample(answer.json, examples.FAILED_TO_PARSE);
});

test('Profile validation', async () => {
  const [error] = examples.PROFILE_VALIDATION.errors;
  const [controlId = ''] = error?.trackingIds ?? [];
  const orderless = message({ controlId, filler: '' }).hl7.replace(/^PID\|1\|\|[^|]*/m, 'PID|1||');
  const told = await (await history('demo.mars-otc-elr-onboarding-sender', orderless))();
  expectExample(told, {
    ...examples.PROFILE_VALIDATION,
    // Deviation: the profile is radiology's, and so are the places.
    errors: [
      {
        ...error,
        message:
          'Item 1 in the report was not valid. Reason: HL7 was not valid at PID[1]-3[1].1 for validator: Radiology ORU^R01, HL7 was not valid at OBR[1]-3[1].1 for validator: Radiology ORU^R01',
      },
    ],
  });
});
