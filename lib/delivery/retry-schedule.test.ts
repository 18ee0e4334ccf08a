import { expect, test } from 'vitest';
import { retryDelay } from '#lib/delivery/retry-schedule';
import { receiverSettings } from '#lib/settings/receiver-contract';

test('each entry is the time from that attempt to the next, in its own unit', () => {
  const schedule = ['5s', '5m', '2h', '1d'];
  expect([1, 2, 3, 4].map((attempts) => retryDelay(schedule, attempts))).toEqual([5, 300, 7200, 86_400]);
});

test('after the last entry there is no further attempt', () => {
  expect(retryDelay(['5s'], 2)).toBe(null);
  expect(retryDelay(['5s'], 99)).toBe(null);
  expect(retryDelay([], 1)).toBe(null);
});

test('a destination that asks for more patience gets it, one that asks for less does not', () => {
  expect(retryDelay(['5m'], 1, { retryAfterSeconds: 3600 })).toBe(3600);
  expect(retryDelay(['5m'], 1, { retryAfterSeconds: 5 })).toBe(300);
  expect(retryDelay(['5m'], 2, { retryAfterSeconds: 3600 })).toBe(null);
});

test('jitter adds at most a tenth, also to what the destination asked for, and never takes anything away', () => {
  expect([0, 0.5, 1].map((spread) => retryDelay(['10m'], 1, { spread }))).toEqual([600, 630, 660]);
  expect(retryDelay(['5s'], 1, { retryAfterSeconds: 100, spread: 1 })).toBeCloseTo(110);
  expect(retryDelay(['5s'], 2, { spread: 1 })).toBe(null);
});

test('the default schedule is that of Standard Webhooks: ten attempts in 75 hours, 35 minutes and 5 seconds', () => {
  const { schedule } = receiverSettings.parse({ transport: { type: 'NULL' } }).retry;
  const delays = schedule.map((_, index) => retryDelay(schedule, index + 1) ?? 0);
  expect(delays).toHaveLength(9);
  expect(delays.reduce((sum, seconds) => sum + seconds, 0)).toBe(75 * 3600 + 35 * 60 + 5);
});
