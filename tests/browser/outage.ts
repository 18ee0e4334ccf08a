import { sql } from 'drizzle-orm';
import { message } from '../intake/payloads.ts';
import { receiveHttp } from '../support/http-receiver.ts';
import { until } from '../support/until.ts';
import { openDoorRoom, type DoorRoom } from './door-room.ts';
import type { Portal } from './portal.ts';

/** A night in which submissions failed for good at the destination `pinecrest`, while `ehr` got them; both are well again. */
export interface Night {
  room: DoorRoom;
  /** The submissions, the oldest first. */
  ids: number[];
  /** Files that pinecrest got since. */
  sentSince: () => number;
  /** How each submission stands there. */
  states: () => Promise<string[]>;
}

export interface Pinecrest {
  /** An organization of its own, `count` submissions after the outage. */
  afterOutage: (portal: Portal, count: number) => Promise<Night>;
  close: () => Promise<void>;
}

/** A receiver that can be down. */
export async function openPinecrest(): Promise<Pinecrest> {
  let status = 200;
  const hook = await receiveHttp((response) => response.writeHead(status).end());
  const transport = { type: 'WEBHOOK', url: hook.url, secret: 'a webhook secret' };
  return {
    close: () => hook.close(),
    async afterOutage({ db, url }, count) {
      status = 400;
      const room = await openDoorRoom(db, url, [{ name: 'pinecrest', format: 'TEXT', transport }]);
      const ids: number[] = [];
      for (let sent = 0; sent < count; sent += 1) ids.push(await room.send(message().hl7));
      status = 200;
      const before = hook.received.length;
      return {
        room,
        ids,
        sentSince: () => hook.received.length - before,
        states: async () => {
          const { rows } = await db.execute<{ state: string }>(sql`select state from routings
            where destination = ${`${room.domain}.pinecrest`} order by submission_id`);
          return rows.map(({ state }) => state);
        },
      };
    },
  };
}

export async function allDelivered(night: Night): Promise<void> {
  await until('everything is delivered', async () => (await night.states()).every((state) => state === 'delivered'));
}
