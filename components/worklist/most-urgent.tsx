import { PRIORITIES } from '#lib/appointments/statuses';
import { listWorklist } from '#lib/worklist/client';
import type { WorklistItem } from '#lib/worklist/contract';

/** Rows looked at of each priority: more are hardly ever held by others. */
const LOOKED_AT = 50;

/** The appointment that is due first among the highest priority, and that nobody else holds; null when there is none. */
export async function findMostUrgent(domains: readonly string[]): Promise<WorklistItem | null> {
  for (const priority of PRIORITIES) {
    const { items } = await listWorklist({
      domains: [...domains],
      priorities: [priority],
      sort: 'due',
      count: LOOKED_AT,
    });
    const free = items.find(({ holder }) => holder === null || holder.isMe);
    if (free) return free;
  }
  return null;
}
