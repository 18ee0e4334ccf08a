import { setTimeout as wait } from 'node:timers/promises';
import { isDeepStrictEqual } from 'node:util';
import { z } from 'zod';
import type { ReadoutClient } from '../../scripts/import/readout-client.ts';
import type { ExpectedHistory } from './destinations.ts';

const file = z.object({
  reportId: z.string(),
  itemCount: z.literal(1),
  externalName: z.string(),
  createdAt: z.string(),
});

const historySchema = z.object({
  id: z.string(),
  overallStatus: z.string(),
  sender: z.literal('samples.partner'),
  topic: z.literal('radiology'),
  httpStatus: z.literal(201),
  reportItemCount: z.literal(1),
  errorCount: z.literal(0),
  warningCount: z.number(),
  destinationCount: z.number(),
  destinations: z.array(
    z.object({
      organization: z.string(),
      organization_id: z.string(),
      service: z.string(),
      itemCount: z.number(),
      itemCountBeforeQualityFiltering: z.number(),
      filteredReportRows: z.array(z.string()),
      filteredReportItems: z.array(
        z.object({
          filterType: z.string(),
          filterName: z.string(),
          filterArgs: z.array(z.string()),
          filteredTrackingElement: z.string(),
          message: z.string(),
        }),
      ),
      sentReports: z.array(file),
      downloadedReports: z.array(file),
    }),
  ),
});

export type History = z.infer<typeof historySchema>;

/** The history of a submission by its reportGuid; throws when it does not have the contract's shape. */
export async function readHistory(client: ReadoutClient, reportGuid: string): Promise<History> {
  const answer = await client.send('GET', `/api/waters/report/${reportGuid}/history`);
  if (answer.status !== 200) throw new Error(`history answered ${answer.status}`);
  return historySchema.parse(JSON.parse(answer.text));
}

const reduced = ({ overallStatus, destinations }: History): ExpectedHistory => ({
  overallStatus,
  destinations: destinations
    .map((entry) => ({
      ...entry,
      filteredReportItems: entry.filteredReportItems as ExpectedHistory['destinations'][number]['filteredReportItems'],
      sentReports: entry.sentReports.length,
      downloadedReports: entry.downloadedReports.length,
    }))
    .sort((one, other) => (one.service < other.service ? -1 : 1)),
});

const names = ({ destinations }: ExpectedHistory): string => destinations.map((entry) => entry.service).join(' ');

/** What differs between a history and what the filters demand; null when nothing does. */
export function differenceFrom(history: History, reportGuid: string, expected: ExpectedHistory): string | null {
  const actual = reduced(history);
  const filtered = expected.destinations.filter((entry) => entry.itemCount === 0).length;
  if (history.id !== reportGuid) return 'it is the history of another submission';
  if (history.destinationCount !== expected.destinations.length) return `destinationCount ${history.destinationCount}`;
  if (history.warningCount !== filtered) return `warningCount ${history.warningCount} instead of ${filtered}`;
  if (names(actual) !== names(expected)) return `destinations ${names(actual)} instead of ${names(expected)}`;
  const wrong = actual.destinations.find((entry, at) => !isDeepStrictEqual(entry, expected.destinations[at]));
  if (wrong) return `destination ${wrong.service}: ${JSON.stringify(wrong)}`;
  if (actual.overallStatus !== expected.overallStatus) {
    return `overallStatus ${actual.overallStatus} instead of ${expected.overallStatus}`;
  }
  return null;
}

/** Reads a history until it is as expected, at the latest until `deadline` (ms since the epoch); gives what differs then. */
export async function awaitHistory(
  client: ReadoutClient,
  reportGuid: string,
  expected: ExpectedHistory,
  deadline: number,
): Promise<string | null> {
  for (;;) {
    const difference = differenceFrom(await readHistory(client, reportGuid), reportGuid, expected);
    if (difference === null || Date.now() > deadline) return difference;
    await wait(100);
  }
}
