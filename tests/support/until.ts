import { setTimeout as delay } from 'node:timers/promises';

/** Asks until `holds` does, and answers what it answered; throws after `seconds` with `what` did not come true. */
export async function until<Answer>(
  what: string,
  holds: () => Answer | Promise<Answer>,
  seconds = 30,
): Promise<Exclude<Answer, false | null | undefined>> {
  const giveUp = performance.now() + seconds * 1000;
  for (;;) {
    const answer = await holds();
    if (answer) return answer as Exclude<Answer, false | null | undefined>;
    if (performance.now() > giveUp) throw new Error(`After ${seconds} s it is still not so that ${what}.`);
    await delay(10);
  }
}
