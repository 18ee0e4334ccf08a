import type { ListedDelivery } from '#lib/delivery/contract';

/** A delivery as the list reads it; instants as PostgreSQL prints them. */
export type DeliveryListRow = {
  id: number;
  report_id: string;
  destination: string;
  file_name: string;
  file_type: ListedDelivery['fileType'];
  item_count: number;
  offered_at: string;
  expires_at: string;
  state: ListedDelivery['state'];
  result_status: ListedDelivery['resultStatus'];
  version: number | null;
};

/** A delivery on the wire. */
export function presentDelivery(row: DeliveryListRow): ListedDelivery {
  return {
    deliveryId: row.id,
    reportId: row.report_id,
    receiver: row.destination,
    fileName: row.file_name,
    fileType: row.file_type,
    reportItemCount: row.item_count,
    batchReadyAt: new Date(row.offered_at).toISOString(),
    expires: new Date(row.expires_at).toISOString(),
    state: row.state,
    resultStatus: row.result_status,
    version: row.version,
  };
}
