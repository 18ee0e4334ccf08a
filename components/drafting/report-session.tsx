import { type Claim, ClaimLease } from '#components/drafting/claim-lease';
import { type Draft, DraftKeeper, type Saving } from '#components/drafting/draft-keeper';
import { type CopyOf, forgetCopy, type LocalCopy, readCopy } from '#components/drafting/local-copies';
import type { ReportText } from '#components/drafting/report-text';
import { discardDraft } from '#lib/drafts/client';

export interface SessionState {
  /** Whether it is known what this page may do: nothing can be written before. */
  isOpen: boolean;
  claim: Claim;
  saving: Saving;
  /** Words of an earlier visit, kept on this device, that the server does not have. */
  found: LocalCopy | null;
}

interface SessionInput {
  text: ReportText;
  copyOf: CopyOf;
  draft: Draft | null;
  onSignedOut: () => void;
}

/** One report open in one page: whose it is, and where its words are. */
export class ReportSession {
  readonly keeper: DraftKeeper;
  readonly lease: ClaimLease;
  #state: SessionState;
  #standingText = '';
  #isOpened = false;
  readonly #input: SessionInput;
  readonly #listeners = new Set<() => void>();
  readonly #versionListeners = new Set<() => void>();

  constructor(input: SessionInput) {
    const { copyOf, onSignedOut } = input;
    this.#input = input;
    this.lease = new ClaimLease({
      domain: copyOf.domain,
      appointmentId: copyOf.appointmentId,
      onChange: (claim) => this.#claimed(claim),
      onSignedOut,
    });
    this.keeper = new DraftKeeper({
      ...input,
      tab: () => this.lease.tab,
      isTaken: () => this.lease.isTaken,
      onVersionKept: () => this.#versionKept(),
      standingText: () => this.#standingText,
      onChange: (saving) => this.#set({ saving }),
      onHeld: (holder, byMe) => this.lease.lost(holder, byMe),
    });
    this.#state = { claim: this.lease.claim, saving: this.keeper.saving, found: null, isOpen: false };
  }

  readonly getState = (): SessionState => this.#state;

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  /** What a reader without a draft goes on from: the report that stands. */
  standOn(text: string): void {
    this.#standingText = text;
  }

  /** Claims the appointment, and looks for words that an earlier visit left on this device. */
  async open(): Promise<void> {
    this.#isOpened = true;
    this.keeper.open();
    const isSecond = await this.lease.open();
    const claimed = this.lease.take();
    // Words of a page that is still there are that page's to keep.
    const kept = isSecond ? null : await readCopy(this.#input.copyOf).catch(() => null);
    // Writing begins before the claim is answered: what cannot be saved then is set aside.
    this.#set({ isOpen: true, found: kept?.reportText === this.#input.text.get() ? null : kept });
    await claimed;
    // A page reached by going back may show what was painted long ago.
    if (!this.keeper.isDirty) await this.keeper.catchUp().catch(() => undefined);
  }

  /** Saves what is not saved, and gives up the claim unless there is a draft. Nothing happens before `open`. */
  close(): void {
    if (!this.#isOpened) return;
    const saved = this.keeper.isDirty ? this.keeper.saveNow() : Promise.resolve();
    this.keeper.close();
    void saved
      .then(() => this.#releaseUnlessBegun(false))
      .catch(() => undefined)
      .finally(() => this.lease.close());
  }

  /** For a page that may be gone in a moment: what is sent now outlives it. */
  leave(): void {
    if (this.keeper.isDirty) void this.keeper.save(true);
    else this.#releaseUnlessBegun(true);
  }

  /** For a page in the background, which browsers may end without a word. */
  hide(): void {
    if (this.keeper.isDirty) void this.keeper.save();
  }

  /** What the practice's system says of the appointment: whether it takes reports. */
  told(isPending: boolean): void {
    if (!isPending) this.lease.closed();
    else if (this.lease.claim.kind === 'closed') void this.lease.take();
  }

  /** Goes on with a report that is not this page's; `takeOver` although somebody has it. */
  async claim(takeOver: boolean): Promise<void> {
    await this.lease.take(takeOver);
    if (this.lease.claim.kind !== 'mine') return;
    // What the other one had written is a version now.
    this.#versionKept();
    await this.keeper.reclaim();
  }

  /** `listener` is called when there is one more version beside the draft. Answers how to end it. */
  onVersionKept(listener: () => void): () => void {
    this.#versionListeners.add(listener);
    return () => this.#versionListeners.delete(listener);
  }

  /** Goes on with what this page signed or recalled. The draft is known before the words can be changed: they agree then. */
  async writeOn(): Promise<void> {
    await this.keeper.catchUp();
    await this.lease.take();
  }

  /** Goes on after a while without the server: signed in again, or back in the network, or awake. */
  readonly resume = async (): Promise<void> => {
    if (!this.#isOpened) return;
    await this.lease.renew();
    await this.keeper.save();
  };

  /** The draft, with the newest words, becomes a version: the next words are a new one. Throws when the server does not take it. */
  async discard(): Promise<void> {
    const { copyOf, text } = this.#input;
    await this.keeper.saveNow();
    await discardDraft(copyOf.domain, copyOf.appointmentId);
    text.replace(this.#standingText);
    this.keeper.templateId = null;
    this.keeper.adopt(null);
    this.#versionKept();
  }

  /** What was written is signed: the next words are a new draft. */
  begunAnew(): void {
    this.keeper.adopt(null);
    this.lease.ended();
  }

  /** The words found on this device go into the editor, or are kept as a version. Throws when the server does not take it. */
  async decide(found: LocalCopy, take: boolean): Promise<void> {
    if (take) {
      this.keeper.templateId = found.templateId;
      this.#input.text.replace(found.reportText);
    } else {
      await this.keeper.keepVersion(found.reportText);
      await forgetCopy(this.#input.copyOf).catch(() => undefined);
    }
    this.#set({ found: null });
  }

  /** The template that the words begin with from now on. */
  beginWith(templateId: string): void {
    this.keeper.templateId = templateId;
  }

  /** Ends a conflict with `theirs` by one text. The one that is not kept becomes a version. Throws when the server does not take it. */
  async settle(theirs: Draft | null, kept: string): Promise<void> {
    const mine = this.#input.text.get();
    const dropped = kept === theirs?.reportText ? mine : (theirs?.reportText ?? kept);
    if (dropped !== kept) await this.keeper.keepVersion(dropped);
    if (kept !== mine) this.#input.text.replace(kept);
    await this.keeper.settle(theirs);
  }

  #claimed(claim: Claim): void {
    this.#set({ claim });
    if (this.keeper.isDirty) void this.keeper.save();
  }

  /** Who has begun keeps the appointment until the lease ends; who only looked leaves it to others at once. */
  #releaseUnlessBegun(keepalive: boolean): void {
    if (this.keeper.revision === 0) void this.lease.release(keepalive);
  }

  #versionKept(): void {
    for (const listener of this.#versionListeners) listener();
  }

  #set(change: Partial<SessionState>): void {
    this.#state = { ...this.#state, ...change };
    for (const listener of this.#listeners) listener();
  }
}
