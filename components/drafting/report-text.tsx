/** A place in a text, in UTF-16 offsets. */
export interface Place {
  from: number;
  to: number;
}

/** A place that something is to be said about. */
export interface MarkedPlace extends Place {
  tone: 'bad' | 'warn';
}

/** Where the words are written: CodeMirror, or a plain text area. */
export interface TextSurface {
  getText: () => string;
  getSelection: () => Place;
  /** An edit that the reader can undo; `select` is then selected, else the caret stands behind what was inserted. */
  replace: (place: Place, insert: string, select?: Place) => void;
  /** Selects a place, brings it into sight and the keyboard to it. */
  select: (place: Place, to: 'center' | 'nearest') => void;
  focus: () => void;
  /** Replaces what was marked before. */
  mark: (places: readonly MarkedPlace[]) => void;
}

/**
 * The words of the report, whatever they are written in. Nothing here renders: a keystroke costs the same in a short and
 * in a long report.
 */
export class ReportText {
  /** Counts edits, so that whoever keeps the words knows whether it has the newest. */
  edits = 0;
  bytes: number;
  #known: string | null;
  #surface: TextSurface | null = null;
  #marks: readonly MarkedPlace[] = [];
  readonly #listeners = new Set<() => void>();

  constructor(text: string) {
    this.#known = text;
    this.bytes = byteLength(text);
  }

  get(): string {
    this.#known ??= this.#surface?.getText() ?? '';
    return this.#known;
  }

  get selection(): Place {
    return this.#surface?.getSelection() ?? { from: 0, to: 0 };
  }

  /** `listener` is called at each edit and must be quick. */
  subscribe(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Called by the surface after each edit, with what it added in bytes of UTF-8. */
  edited(addedBytes: number): void {
    this.#known = null;
    this.bytes += addedBytes;
    this.edits += 1;
    for (const listener of this.#listeners) listener();
  }

  attach(surface: TextSurface): () => void {
    this.#surface = surface;
    surface.mark(this.#marks);
    return () => {
      this.#known ??= surface.getText();
      this.#surface = null;
    };
  }

  /** Replaces a place, or the whole text, as an edit that can be undone. */
  replace(insert: string, place?: Place, select?: Place): void {
    const whole = { from: 0, to: this.get().length };
    const { from, to } = place ?? whole;
    if (this.#surface) {
      this.#surface.replace({ from, to }, insert, select);
      return;
    }
    const before = this.get();
    const after = before.slice(0, from) + insert + before.slice(to);
    this.edited(byteLength(after) - byteLength(before));
    this.#known = after;
  }

  /** Puts words in place of what is selected, as an edit that can be undone; `select` is relative to them. */
  insert(words: string, select?: Place): void {
    const { from, to } = this.selection;
    this.replace(words, { from, to }, select && { from: from + select.from, to: from + select.to });
  }

  goTo(from: number, to: number): void {
    this.#surface?.select({ from, to }, 'center');
  }

  /** Where the reader begins: the page stays at its top if that is in sight. */
  begin(place: Place): void {
    this.#surface?.select(place, 'nearest');
  }

  focus(): void {
    this.#surface?.focus();
  }

  mark(places: readonly MarkedPlace[]): void {
    this.#marks = places;
    this.#surface?.mark(places);
  }
}

/** UTF-8 length of a text without halves of surrogate pairs; the sum over its parts, wherever it is cut. */
export function byteLength(text: string): number {
  let bytes = text.length;
  for (let at = 0; at < text.length; at++) {
    const unit = text.charCodeAt(at);
    if (unit < 0x80) continue;
    bytes += unit < 0x800 || (unit >= 0xd800 && unit <= 0xdfff) ? 1 : 2;
  }
  return bytes;
}

/** What can be stored exactly: line ends as one character, no U+0000, no half of a surrogate pair. */
export const storable = (text: string): string => text.replaceAll(/\r\n?/g, '\n').replaceAll('\0', '').toWellFormed();
