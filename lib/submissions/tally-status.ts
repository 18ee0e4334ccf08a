import { sql } from 'drizzle-orm';
import { DESTINATION_STATUSES, FATES } from '#lib/submissions/overall-status';

/** A submission's stored tallies as a table `t`; goes with `s.destinations`. */
export const TALLIES = sql.raw(
  `jsonb_to_recordset(s.destinations) as t(destination text, ${DESTINATION_STATUSES.map((fate) => `${fate} int`).join(', ')})`,
);

/** `destinationStatus` of such a tally. */
export const TALLY_STATUS = sql.raw(
  `case ${FATES.map((fate) => `when t.${fate} > 0 then '${fate}'`).join(' ')} else 'filtered' end`,
);
