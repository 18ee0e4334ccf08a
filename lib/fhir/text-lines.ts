/** Puts runs of text together as lines, the way a browser lays out blocks: blanks collapse, breaks between blocks do not add up. */
export class TextLines {
  /** UTF-16 units written so far. */
  length = 0;
  private readonly pieces: string[] = [];
  private last = '\n';
  /** Line ends owed before the next word: asked for by blocks (the most counts), and by `<br>` (each counts). */
  private owed = 0;
  private broken = 0;
  private blank = false;
  private raised = false;
  private atCellStart = false;
  private keptDepth = 0;

  /** A run of text whose line ends are `\n`. */
  write(run: string): void {
    const kept = this.keptDepth > 0;
    const words = kept ? run : run.replace(/[\t\r\n\f][ \t\r\n\f]*| [ \t\r\n\f]+/g, ' ');
    if (words === '' || (words === ' ' && !kept)) {
      this.blank ||= words !== '';
      return;
    }
    const blankBefore = this.blank || (!kept && words.startsWith(' '));
    this.blank = !kept && words.endsWith(' ');
    this.endOwedLines();
    if (blankBefore && this.last !== '\n' && this.last !== ' ') this.put(' ');
    const bare = kept ? words : words.slice(words.startsWith(' ') ? 1 : 0, this.blank ? -1 : undefined);
    if (this.raised && /\d/.test(this.last) && /^[-+\d]/.test(bare)) this.put('^');
    this.raised = false;
    this.put(bare);
  }

  /** The next words stand after at least `ends` line ends, but at the very start and at the start of a cell. */
  endLine(ends: 1 | 2): void {
    this.blank = false;
    if (!this.atCellStart) this.owed = Math.max(this.owed, ends);
  }

  breakLine(): void {
    this.blank = false;
    if (!this.atCellStart) this.broken += 1;
  }

  /** The next cell of a row: on the line of the cell before it, whatever that one ended with. */
  beginCell(isFurther: boolean): void {
    if (isFurther) {
      this.endCell();
      this.put(this.last === '\n' || this.last === ' ' ? '| ' : ' | ');
    }
    this.blank = false;
    this.atCellStart = true;
  }

  /** What the words of a cell were followed by parts it from nothing. */
  endCell(): void {
    this.owed = 0;
    this.broken = 0;
  }

  beginItem(depth: number, mark: string): void {
    this.endOwedLines();
    this.put(`${'  '.repeat(Math.max(depth, 0))}${mark} `);
    this.atCellStart = true;
  }

  keepBlanks(begins: boolean): void {
    this.keptDepth = Math.max(this.keptDepth + (begins ? 1 : -1), 0);
  }

  /** A raised number after a number is an exponent: 10³ must not become 103. */
  raise(): void {
    this.raised = true;
  }

  /** All lines, without blanks at their ends and without blank lines around the whole. */
  text(): string {
    const lines = this.pieces.join('').replaceAll('\u00A0', ' ').split('\n');
    return lines
      .map((line) => line.trimEnd())
      .join('\n')
      .replace(/^\n+/, '')
      .trimEnd();
  }

  private endOwedLines(): void {
    const ends = Math.max(this.owed, this.broken);
    if (ends > 0 && this.pieces.length > 0) this.put('\n'.repeat(ends));
    this.owed = 0;
    this.broken = 0;
    this.atCellStart = false;
  }

  private put(text: string): void {
    this.pieces.push(text);
    this.length += text.length;
    this.last = text.at(-1) ?? this.last;
  }
}
