import { sql } from 'drizzle-orm';
import type { DestinationTally } from '#db/tables/submissions';
import type { ListedSubmission } from '#lib/submissions/contract';
import { countLeft, destinationStatus, type DeliveryState, type OverallStatus } from '#lib/submissions/overall-status';

/** A row of the list as read. `received_at` is text with microseconds: the keyset must not lose any. */
export type ListRow = {
  id: number;
  report_id: string | null;
  organization: string;
  sender: string;
  topic: string | null;
  source: ListedSubmission['source'];
  http_status: number;
  external_name: string | null;
  report_item_count: number | null;
  valid_item_count: number;
  received_at: string;
  overall_status: OverallStatus;
  delivery_state: DeliveryState;
  destinations: DestinationTally[];
  error_count: number;
  warning_count: number;
  version: number | null;
  appointment_id: string | null;
  report_status: ListedSubmission['reportStatus'];
};

/** Columns of a `ListRow`, of `submissions s` with its `appointments a` and `report_versions v`. */
export const LISTED_COLUMNS = sql`s.id, s.report_id, s.organization, s.sender, s.topic, s.source, s.http_status,
  s.external_name, s.report_item_count, s.valid_item_count, s.received_at, s.overall_status, s.delivery_state,
  s.destinations, s.error_count, s.warning_count, s.version, a.appointment_id, v.report_status`;

/** A row of the list on the wire. A rejected one tells neither sender, file name, topic nor items (contract §5). */
export function presentListed(row: ListRow): ListedSubmission {
  const accepted = row.http_status === 200 || row.http_status === 201;
  return {
    submissionId: row.id,
    timestamp: new Date(row.received_at).toISOString(),
    sender: accepted ? `${row.organization}.${row.sender}` : '',
    httpStatus: row.http_status,
    externalName: accepted ? row.external_name : '',
    id: accepted && row.valid_item_count > 0 ? row.report_id : null,
    topic: accepted ? row.topic : null,
    reportItemCount: accepted ? row.report_item_count : null,
    overallStatus: row.overall_status,
    deliveryState: row.delivery_state,
    errorCount: row.error_count,
    warningCount: row.warning_count,
    source: row.source,
    appointmentId: row.appointment_id,
    reportStatus: row.report_status,
    version: row.version,
    destinations: row.destinations.map((tally) => ({
      destination: tally.destination,
      status: destinationStatus(tally),
      itemCount: countLeft(tally),
    })),
  };
}
