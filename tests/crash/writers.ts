import type { Partner, PartnerAnswer } from '../support/partner-client.ts';

export const WRITERS = 16;
/** More than any writer gets to before the crash; a crash that never comes ends the loop. */
const MOST = 400;

/** One submission as its writer knows it: acknowledged with this answer, or of unknown outcome (null). */
export interface Written {
  appointmentId: string;
  key: string;
  text: string;
  answer: PartnerAnswer | null;
}

export interface WritersAtWork {
  /** Resolves when so many submissions were acknowledged. */
  acknowledged(count: number): Promise<void>;
  /** Resolves when every writer has met a failure. */
  ended: Promise<Written[]>;
}

/**
 * Sixteen writers, two to an appointment, each submitting one keyed final after the other until something other than a
 * 201 comes back: that submission's outcome is unknown.
 */
export async function startWriters(partner: Partner, round: number): Promise<WritersAtWork> {
  const appointments = Array.from({ length: WRITERS / 2 }, (_, n) => `R${round}-${n}`);
  for (const id of appointments) await partner.putAppointment(id);
  const written: Written[] = [];
  const milestones: { count: number; reached: () => void }[] = [];
  let count = 0;

  async function write(writer: number): Promise<void> {
    const appointmentId = appointments[Math.floor(writer / 2)] ?? '';
    for (let n = 0; n < MOST; n += 1) {
      const key = `${appointmentId}/${writer}/${n}`;
      const text = `Round ${round}, writer ${writer}, report ${n}.\r\n\tLungs: “clear” – ½ 🫁 \u0001\n`;
      const answer = await partner.submit(appointmentId, { status: 'final', text, key }).catch(() => null);
      const entry = { appointmentId, key, text, answer: answer?.status === 201 ? answer : null };
      written.push(entry);
      if (entry.answer === null) return;
      count += 1;
      for (const milestone of milestones) if (count >= milestone.count) milestone.reached();
    }
  }

  return {
    acknowledged: (wanted) => new Promise((reached) => milestones.push({ count: wanted, reached })),
    ended: Promise.all(Array.from({ length: WRITERS }, (_, writer) => write(writer))).then(() => written),
  };
}
