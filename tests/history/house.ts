import { openWorkshop, type Workshop } from '../support/open-workshop.ts';
import type { Filtered } from './model.ts';
import { secondsAfter } from './moves.ts';

/**
 * The house of the status tests: destinations that differ in filters, transports and timing. Files of several reports are made
 * by `insert-batch.ts`; how reports are gathered into them is the business of tests/delivery/gather-files.test.ts.
 */
export const openHouse = (): Promise<Workshop> =>
  openWorkshop(
    [
      '{ name: both, format: TEXT, transport: { type: "NULL" }, qualityFilter: ["hasValidDataFor(patient_id)", "matches(modality, XR)"] }',
      '{ name: ct, format: TEXT, transport: { type: DOWNLOAD }, routingFilter: ["matches(modality, CT)"] }',
      '{ name: ehr, format: TEXT, transport: { type: "NULL" } }',
      '{ name: fetched, format: TEXT, transport: { type: DOWNLOAD } }',
      '{ name: finals, format: TEXT, transport: { type: "NULL" }, conditionFilter: ["matches(report_status, final)"] }',
      '{ name: mllp, format: HL7, transport: { type: MLLP, host: pacs.test, port: 2575 } }',
      '{ name: outside, format: TEXT, transport: { type: "NULL" }, jurisdictionalFilter: ["orEquals(sending_org, nobody)"] }',
      '{ name: slots, format: HL7, transport: { type: "NULL" }, timing: { operation: MERGE, numberPerDay: 1, initialTime: "09:00", maxReportCount: 1 } }',
    ],
    { organization: '    description: Acme Imaging\n    correctionWindowMinutes: 100000' },
  );

/** Where workers send; `acme.mllp` is left out of half of what they claim: its files wait their turn. */
export const SENDABLE = ['acme.both', 'acme.ehr', 'acme.finals', 'acme.slots'];
export const TO_FETCH = ['acme.ct', 'acme.fetched'];

/** Modalities of the appointments that a history is about; none has a patient identifier. */
export const MODALITIES = ['CT', 'XR'];

export interface Planned {
  destination: string;
  filtered: Filtered[];
  sendingAt: Date | null;
}

/** Where a report goes by the settings above, in the order of the destinations' names. */
export function plan(modality: string, status: 'preliminary' | 'final', at: Date): Planned[] {
  const routed = (destination: string, sendingAt = at): Planned => ({ destination, filtered: [], sendingAt });
  const filtered = (destination: string, ...filters: Filtered[]): Planned => ({
    destination,
    filtered: filters,
    sendingAt: null,
  });
  const failed = (filterType: string, filterName: string, ...filterArgs: string[]) => ({
    filterType,
    filterName,
    filterArgs,
  });
  const noPatient = failed('QUALITY_FILTER', 'hasValidDataFor', 'patient_id');
  const noXray = failed('QUALITY_FILTER', 'matches', 'modality', 'XR');
  const noFinal = failed('CONDITION_FILTER', 'matches', 'report_status', 'final');
  return [
    filtered('acme.both', ...(modality === 'XR' ? [noPatient] : [noPatient, noXray])),
    modality === 'CT' ? routed('acme.ct') : filtered('acme.ct', failed('ROUTING_FILTER', 'matches', 'modality', 'CT')),
    routed('acme.ehr'),
    routed('acme.fetched'),
    status === 'final' ? routed('acme.finals') : filtered('acme.finals', noFinal),
    routed('acme.mllp'),
    routed('acme.slots', nineOClock(at)),
  ];
}

/** The next nine o'clock, UTC. */
export function nineOClock(at: Date): Date {
  const today = new Date(`${at.toISOString().slice(0, 10)}T09:00:00Z`);
  return today < at ? secondsAfter(today, 86_400) : today;
}
