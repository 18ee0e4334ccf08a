import { sql } from 'drizzle-orm';
import type { Database } from '#db/client';
import { message } from '../intake/payloads.ts';
import type { DoorRoom } from './door-room.ts';

/**
 * A payload of eight items, as if a worker had read two and were at it, and its lease ended after this test. What the same
 * sender sends next waits for it.
 */
export async function beginReading(db: Database, room: DoorRoom) {
  const id = await room.send(Array.from({ length: 8 }, () => message().hl7).join(''));
  await db.execute(sql`update intakes set next_index = 3, finished_at = null, due_at = now() + interval '1 hour'
    where submission_id = ${id}`);
  const told = await db.execute(sql`select overall_status, delivery_state, destinations, routed_at
    from submissions where id = ${id}`);
  await db.execute(sql`update submissions set overall_status = 'Received', delivery_state = 'processing',
    destinations = '[]', routed_at = null, revision = revision + 1 where id = ${id}`);
  return {
    id,
    readOn: (items: number) =>
      db.execute(sql`update intakes set next_index = ${items + 1} where submission_id = ${id}`),
    finish: async () => {
      const [row = {}] = told.rows;
      await db.execute(sql`update intakes set next_index = 9, finished_at = now() where submission_id = ${id}`);
      await db.execute(sql`update submissions set overall_status = ${row.overall_status},
        delivery_state = ${row.delivery_state}, destinations = ${JSON.stringify(row.destinations)}::jsonb,
        routed_at = ${row.routed_at}, revision = revision + 1 where id = ${id}`);
    },
  };
}
