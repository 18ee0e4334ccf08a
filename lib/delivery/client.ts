import { ApiError, callApi } from '#lib/api-client';
import type { TestStep } from '#lib/delivery/test-contract';

/** Follows a test: `onStep` gets each step as it is told. Throws when the answer breaks off. */
export type FollowTest = (onStep: (step: TestStep) => void, signal: AbortSignal) => Promise<void>;

/** Tests a destination with its saved settings. */
export const testDestination = (domain: string, name: string): FollowTest =>
  followTest(`/api/settings/${encodeURIComponent(domain)}/destinations/${encodeURIComponent(name)}/test`);

/** Tests an organization's webhook for alerts as it is saved. */
export const testAlerts = (domain: string): FollowTest =>
  followTest(`/api/settings/${encodeURIComponent(domain)}/organization/test-alerts`);

function followTest(path: string): FollowTest {
  return async (onStep, signal) => {
    const answer = await callApi(path, { method: 'POST', signal });
    const reader = answer.body?.pipeThrough(new TextDecoderStream()).getReader();
    const brokenOff = (): never => {
      throw new ApiError('offline', 'The server could not be reached any more. Test again.', null);
    };
    for (let rest = ''; ;) {
      const { done, value } = (await reader?.read().catch(brokenOff)) ?? { done: true, value: undefined };
      if (done || value === undefined) return;
      const lines = `${rest}${value}`.split('\n');
      rest = lines.pop() ?? '';
      for (const line of lines) onStep(JSON.parse(line) as TestStep);
    }
  };
}
