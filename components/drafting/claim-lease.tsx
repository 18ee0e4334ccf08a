import { type OpenedTab, openTab } from '#components/session/claim-tab';
import { ApiError } from '#lib/api-client';
import { claimAppointment, releaseAppointment } from '#lib/worklist/client';

/** Whose the appointment is, as far as this page knows. */
export type Claim =
  | { kind: 'claiming' }
  | { kind: 'mine'; since: string }
  /** Nobody's, until this reader goes on: what was written is signed. */
  | { kind: 'free' }
  /** Somebody else's, or another page's of this reader, since before this page was opened. */
  | { kind: 'held'; holder: string; byMe: boolean }
  /** The same, but it was ours and words were written here. */
  | { kind: 'lost'; holder: string; byMe: boolean }
  /** It takes no reports. */
  | { kind: 'closed' };

/** A claim lasts 600 s; browsers throttle timers of pages in the background to one a minute. */
const RENEW_MS = 120_000;
const RETRY_MS = 3_000;

interface LeaseInput {
  domain: string;
  appointmentId: string;
  onChange: (claim: Claim) => void;
  onSignedOut: () => void;
}

/** Claims one appointment for this page and keeps the claim. */
export class ClaimLease {
  claim: Claim = { kind: 'claiming' };
  #opened: OpenedTab | null = null;
  #timer: ReturnType<typeof setTimeout> | undefined;
  readonly #input: LeaseInput;

  constructor(input: LeaseInput) {
    this.#input = input;
  }

  /** Names this page to the server; null before `open`. */
  get tab(): string | null {
    return this.#opened?.tab ?? null;
  }

  /** Whether somebody else, or another page, is known to have it. */
  get isTaken(): boolean {
    return this.claim.kind === 'held' || this.claim.kind === 'lost';
  }

  /** Answers whether another page of this browser has the report open. */
  async open(): Promise<boolean> {
    this.#opened = await openTab(this.#input.domain, this.#input.appointmentId);
    return this.#opened.isSecond;
  }

  /** Claims, or renews; `takeOver` although somebody else, or another page, has it. */
  async take(takeOver = false): Promise<void> {
    const { domain, appointmentId } = this.#input;
    if (this.tab === null) return;
    clearTimeout(this.#timer);
    try {
      const { claimedAt } = await claimAppointment(domain, appointmentId, { tab: this.tab, takeOver });
      this.#change({ kind: 'mine', since: claimedAt });
      this.#again(RENEW_MS);
    } catch (error) {
      this.#refused(error);
    }
  }

  /** Renews what is ours, and asks again for what was not answered. */
  async renew(): Promise<void> {
    if (this.claim.kind === 'mine' || this.claim.kind === 'claiming') await this.take();
  }

  /** A save was refused since somebody else has it. */
  lost(holder: string, byMe: boolean): void {
    clearTimeout(this.#timer);
    this.#change({ kind: this.claim.kind === 'mine' ? 'lost' : 'held', holder, byMe });
  }

  /** It takes no reports any more. */
  closed(): void {
    clearTimeout(this.#timer);
    if (this.claim.kind !== 'closed') this.#change({ kind: 'closed' });
  }

  /** What was written is signed: the server has ended the claim. */
  ended(): void {
    clearTimeout(this.#timer);
    this.#change({ kind: 'free' });
  }

  /** Gives the claim up; `keepalive` lets the call outlive its page. */
  async release(keepalive = false): Promise<void> {
    if (this.tab === null || this.claim.kind !== 'mine') return;
    await releaseAppointment(this.#input.domain, this.#input.appointmentId, this.tab, keepalive).catch(() => undefined);
  }

  close(): void {
    clearTimeout(this.#timer);
    this.#opened?.close();
    this.#opened = null;
  }

  #refused(error: unknown): void {
    if (!(error instanceof ApiError)) throw error;
    if (error.failure === 'conflict') this.lost(...holderOf(error));
    else if (error.failure === 'not-found') this.closed();
    else if (error.failure === 'signed-out') this.#input.onSignedOut();
    else if (error.failure !== 'forbidden') this.#again(RETRY_MS);
  }

  #again(pause: number): void {
    clearTimeout(this.#timer);
    if (this.#opened) this.#timer = setTimeout(() => void this.renew(), pause);
  }

  #change(claim: Claim): void {
    this.claim = claim;
    this.#input.onChange(claim);
  }
}

/** Who holds an appointment, from a refusal; the second says whether it is another page of this reader. */
export const holderOf = ({ problem }: ApiError): [holder: string, byMe: boolean] => [
  typeof problem.holder === 'string' ? problem.holder : 'Somebody else',
  problem.heldByMe === 1,
];
