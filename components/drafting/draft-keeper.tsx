import { holderOf } from '#components/drafting/claim-lease';
import { type CopyOf, forgetCopy, keepCopy } from '#components/drafting/local-copies';
import type { ReportText } from '#components/drafting/report-text';
import { ApiError } from '#lib/api-client';
import { getDraft, saveDraft, setAsideDraft } from '#lib/drafts/client';
import type { DraftState } from '#lib/drafts/contract';

export type Draft = NonNullable<DraftState['draft']>;

/** Where the newest words are. */
export type Saving =
  | { kind: 'saved'; at: string | null }
  | { kind: 'unsaved' }
  | { kind: 'saving' }
  /** The server has not taken them; `keptAt`: when they were kept on this device, null where nothing can be kept. */
  | { kind: 'waiting'; why: 'offline' | 'failed' | 'signed-out'; keptAt: string | null }
  /** The draft was saved elsewhere meanwhile; `theirs` is what it says now: null when it is gone, undefined while unknown. */
  | { kind: 'stale'; theirs: Draft | null | undefined }
  /** Kept as a version, because they cannot be the draft. */
  | { kind: 'set-aside'; at: string }
  | { kind: 'refused'; reason: string };

/** A save begins so long after the last keystroke, and at the latest so long after the first that is not saved. */
const PAUSE_MS = 600;
const LATEST_MS = 1_400;
const RETRY_MS = [2_000, 4_000, 8_000, 15_000];
/** Browsers let 64 KiB outlive their page, escapes and the rest of the JSON included. */
const KEEPALIVE_BYTES = 48_000;
/** Saves that may have arrived although their answers did not. */
const MOST_SENT = 5;

interface KeeperInput {
  text: ReportText;
  copyOf: CopyOf;
  draft: Draft | null;
  /** Names the page to the server; null before it is known. */
  tab: () => string | null;
  /** Whether another person or page has the appointment: words are then kept as a version. */
  isTaken: () => boolean;
  /** What a reader without a draft goes on from. */
  standingText: () => string;
  onChange: (saving: Saving) => void;
  onHeld: (holder: string, byMe: boolean) => void;
  onSignedOut: () => void;
  /** There is one more version beside the draft. */
  onVersionKept: () => void;
}

/**
 * Keeps the words of one report: saves the draft within two seconds of a keystroke, one save at a time, with an encrypted
 * copy on this device until the server has it. It never throws words away.
 */
export class DraftKeeper {
  revision: number;
  templateId: string | null;
  saving: Saving;
  #savedEdits: number;
  #dirtySince: number | null = null;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #inFlight: Promise<void> | null = null;
  #failures = 0;
  #isClosed = false;
  #sent: string[] = [];
  /** When the words were last kept on this device. */
  #keptAt: string | null = null;
  #copying: Promise<unknown> = Promise.resolve();
  readonly #input: KeeperInput;
  #unsubscribe = () => undefined as void;

  constructor(input: KeeperInput) {
    this.#input = input;
    this.revision = input.draft?.revision ?? 0;
    this.templateId = input.draft?.templateId ?? null;
    this.saving = { kind: 'saved', at: input.draft?.savedAt ?? null };
    this.#savedEdits = input.text.edits;
  }

  open(): void {
    this.#isClosed = false;
    this.#unsubscribe = this.#input.text.subscribe(() => this.#edited());
  }

  /** Whether there are words that the server does not have. */
  get isDirty(): boolean {
    return this.#input.text.edits !== this.#savedEdits;
  }

  close(): void {
    this.#isClosed = true;
    clearTimeout(this.#timer);
    this.#unsubscribe();
  }

  /** Saves the words now, and answers the draft's revision. Throws when they could not be saved; the state says why. */
  async saveNow(): Promise<number> {
    clearTimeout(this.#timer);
    await this.#inFlight;
    if (this.isDirty) await this.save();
    if (this.isDirty) throw new Error('The words could not be saved.');
    return this.revision;
  }

  /** Keeps the words here and sends them, unless that cannot succeed or a save is under way. */
  save(keepalive = false): Promise<void> {
    clearTimeout(this.#timer);
    if (!this.isDirty) return Promise.resolve();
    this.#dirtySince = null;
    this.#keepHere();
    const tab = this.#input.tab();
    if (tab === null || this.saving.kind === 'stale') return Promise.resolve();
    // A page that is being left cannot wait: what the server refuses then is still on this device.
    if (this.#inFlight && !keepalive) return this.#inFlight;
    const sending = this.#input.isTaken() ? this.#setAside() : this.#send(tab, keepalive);
    this.#inFlight = sending.finally(() => {
      this.#inFlight = null;
      if (this.isDirty && this.saving.kind === 'unsaved') this.#schedule();
    });
    return this.#inFlight;
  }

  /** Keeps a text as a version beside the draft. Throws when the server does not take it. */
  async keepVersion(reportText: string): Promise<void> {
    const { domain, appointmentId } = this.#input.copyOf;
    await setAsideDraft(domain, appointmentId, { reportText, templateId: this.templateId });
    this.#input.onVersionKept();
  }

  /** The appointment is ours again: what was set aside meanwhile is to be the draft after all. */
  async reclaim(): Promise<void> {
    if (this.saving.kind === 'set-aside') {
      this.#savedEdits = -1;
      this.#set({ kind: 'unsaved' });
    }
    await this.catchUp();
    await this.save();
  }

  /** Goes on from `theirs`: the words in the editor replace it. */
  async settle(theirs: Draft | null): Promise<void> {
    this.revision = theirs?.revision ?? 0;
    this.#set({ kind: 'unsaved' });
    if (theirs?.reportText === this.#input.text.get()) this.#acknowledge(this.#input.text.edits, theirs);
    else await this.saveNow();
  }

  /** What the editor shows is what the server has, or nothing that has to be saved. */
  adopt(draft: Draft | null): void {
    clearTimeout(this.#timer);
    this.revision = draft?.revision ?? 0;
    this.#savedEdits = this.#input.text.edits;
    this.#dirtySince = null;
    this.#set({ kind: 'saved', at: draft?.savedAt ?? null });
    this.#forgetHere();
  }

  /** Asks what the draft is now: adopts it, or says that it and the words here went different ways. */
  async catchUp(): Promise<void> {
    const { copyOf } = this.#input;
    const { revision } = this;
    const { draft } = await getDraft(copyOf.domain, copyOf.appointmentId);
    // A save that is under way, or was meanwhile, knows better than this answer.
    if (this.revision === revision && !this.#inFlight) this.#compare(draft);
  }

  #compare(draft: Draft | null): void {
    const { text } = this.#input;
    if ((draft?.revision ?? 0) === this.revision) return;
    if (draft?.reportText === text.get()) this.#acknowledge(text.edits, draft);
    else if (!this.isDirty) {
      text.replace(draft?.reportText ?? this.#input.standingText());
      this.adopt(draft);
    } else if (draft && this.#sent.includes(draft.reportText)) {
      // Our own save, whose answer was lost.
      this.revision = draft.revision;
      this.#set({ kind: 'unsaved' });
      this.#schedule();
    } else this.#set({ kind: 'stale', theirs: draft });
  }

  #edited(): void {
    this.#dirtySince ??= performance.now();
    if (this.saving.kind === 'saved' || this.saving.kind === 'set-aside') this.#set({ kind: 'unsaved' });
    this.#schedule();
  }

  #schedule(): void {
    clearTimeout(this.#timer);
    const waited = performance.now() - (this.#dirtySince ?? performance.now());
    this.#timer = setTimeout(() => void this.save(), Math.max(0, Math.min(PAUSE_MS, LATEST_MS - waited)));
  }

  /** The words cannot be the draft: they are kept as a version. */
  async #setAside(): Promise<void> {
    const { edits } = this.#input.text;
    try {
      await this.keepVersion(this.#input.text.get());
      this.#savedEdits = edits;
      this.#set(this.isDirty ? { kind: 'unsaved' } : { kind: 'set-aside', at: new Date().toISOString() });
      if (!this.isDirty) this.#forgetHere();
    } catch (error) {
      await this.#refused(error);
    }
  }

  async #send(tab: string, keepalive: boolean): Promise<void> {
    const { text, copyOf } = this.#input;
    const edits = text.edits;
    const draft = { tab, reportText: text.get(), templateId: this.templateId };
    this.#sent = [draft.reportText, ...this.#sent].slice(0, MOST_SENT);
    if (this.saving.kind !== 'waiting') this.#set({ kind: 'saving' });
    try {
      const outlives = keepalive && text.bytes < KEEPALIVE_BYTES;
      this.#acknowledge(edits, await saveDraft(copyOf.domain, copyOf.appointmentId, draft, this.revision, outlives));
    } catch (error) {
      await this.#notSaved(error);
    }
  }

  #acknowledge(edits: number, { revision, savedAt }: { revision: number; savedAt: string }): void {
    this.revision = revision;
    this.#savedEdits = edits;
    this.#failures = 0;
    this.#sent = [];
    this.#set(this.isDirty ? { kind: 'unsaved' } : { kind: 'saved', at: savedAt });
    if (!this.isDirty) this.#forgetHere();
  }

  async #notSaved(error: unknown): Promise<void> {
    if (error instanceof ApiError && error.failure === 'conflict') {
      if (error.problem.holder === undefined) return this.#askWhatItIs();
      // The next save keeps them as a version.
      this.#set({ kind: 'unsaved' });
      this.#input.onHeld(...holderOf(error));
      return;
    }
    await this.#refused(error);
  }

  /** The draft was saved elsewhere: what does it say now? */
  async #askWhatItIs(): Promise<void> {
    const { domain, appointmentId } = this.#input.copyOf;
    this.#set({ kind: 'stale', theirs: undefined });
    try {
      const { draft } = await getDraft(domain, appointmentId);
      this.#compare(draft);
    } catch (error) {
      await this.#refused(error);
    }
  }

  async #refused(error: unknown): Promise<void> {
    if (!(error instanceof ApiError)) throw error;
    const { failure } = error;
    // Whether they are kept here is part of what is told.
    await this.#copying;
    if (failure === 'forbidden' || failure === 'not-found' || failure === 'invalid') {
      this.#set({ kind: 'refused', reason: error.message });
      return;
    }
    const why = failure === 'offline' || failure === 'signed-out' ? failure : 'failed';
    this.#set({ kind: 'waiting', why, keptAt: this.#keptAt });
    if (why === 'signed-out') {
      this.#input.onSignedOut();
      return;
    }
    // Of a page that was left, what is kept here waits for the next visit.
    if (this.#isClosed && this.#keptAt !== null) return;
    clearTimeout(this.#timer);
    const pause = RETRY_MS[Math.min(this.#failures++, RETRY_MS.length - 1)];
    this.#timer = setTimeout(() => void this.save(), pause);
  }

  #keepHere(): void {
    const { copyOf, text } = this.#input;
    const copy = { reportText: text.get(), templateId: this.templateId, revision: this.revision };
    this.#copying = keepCopy(copyOf, copy).then(
      (keptAt) => this.#kept(keptAt),
      () => this.#kept(null),
    );
  }

  #forgetHere(): void {
    this.#keptAt = null;
    this.#copying = forgetCopy(this.#input.copyOf).catch(() => undefined);
  }

  #kept(keptAt: string | null): void {
    this.#keptAt = keptAt;
    if (this.saving.kind === 'waiting') this.#set({ ...this.saving, keptAt });
  }

  #set(saving: Saving): void {
    this.saving = saving;
    this.#input.onChange(saving);
  }
}
