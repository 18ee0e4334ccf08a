import { afterAll, beforeAll, expect, test } from 'vitest';
import { itemisePayloads } from '#lib/intake/itemise-payloads';
import { openHouse, type House } from '../support/open-house.ts';
import { DOOR, message, post } from './payloads.ts';

let house: House;
beforeAll(async () => {
  house = await openHouse({ settings: DOOR });
});
afterAll(() => house.close());

interface Watch {
  /** The data of the next event. */
  next(): Promise<{ overallStatus: string; revision: number; itemsRead: number; itemCount: number }>;
  close(): Promise<void>;
}

async function watch(submissionId: number): Promise<Watch> {
  const response = await fetch(`${house.url}/api/waters/report/${submissionId}/events`, {
    headers: { authorization: `Bearer ${house.token}` },
  });
  expect(response.headers.get('content-type')).toBe('text/event-stream; charset=utf-8');
  const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
  if (!reader) throw new Error('There is no stream.');
  let text = '';
  return {
    async next() {
      for (;;) {
        const event = /event: standing\ndata: (.+)\n\n/.exec(text);
        if (event) {
          text = text.slice(event.index + event[0].length);
          return JSON.parse(event[1] ?? '');
        }
        const { value, done } = await reader.read();
        if (done) throw new Error('The stream ended.');
        text += value;
      }
    },
    close: () => reader.cancel(),
  };
}

test('a watcher is told how a submission stands at once, and again whenever that changes', async () => {
  const payload = Array.from({ length: 60 }, () => message().hl7).join('');
  const { submissionId } = (await post(house, payload)).json;
  const events = await watch(submissionId);
  const first = await events.next();
  expect(first).toMatchObject({ overallStatus: 'Received', itemCount: 60, itemsRead: 0 });
  await itemisePayloads(house.context);
  expect(await events.next()).toMatchObject({ overallStatus: 'Received', itemsRead: 50 });
  while (await itemisePayloads(house.context));
  let last = await events.next();
  while (last.overallStatus === 'Received') last = await events.next();
  expect(last).toMatchObject({ overallStatus: 'Waiting to Deliver', itemsRead: 60 });
  expect(last.revision).toBeGreaterThan(first.revision);
  await events.close();
});

test('nobody else’s submission can be watched', async () => {
  const { submissionId } = (await post(house, message().hl7)).json;
  const path = `/api/waters/report/${submissionId}/events`;
  expect((await house.api('GET', path, { token: await house.tokenOf('zenith-ris') })).status).toBe(404);
  expect((await house.api('GET', path, { token: null })).status).toBe(401);
});
