import { sql, type SQL } from 'drizzle-orm';

/** What the first block follows. */
export const GENESIS: SQL = sql`decode(repeat('00', 32), 'hex')`;

/** An event `e` as the chain protects it: one canonical line, newline included. */
export const EVENT_LINE: SQL = sql`json_build_array(e.id, extract(epoch from e.at), e.principal, e.action, e.organization,
  e.entity, e.entity_id, e.detail, e.correlation_id)::text || chr(10)`;

/** The hash of a block: SHA-256(hash of the previous block ‖ its events' lines in UTF-8, in the order of `event_ids`). */
export const blockHash = (previous: SQL, lines: SQL): SQL => sql`sha256(${previous} || convert_to(${lines}, 'UTF8'))`;
