import type { ChangeObject } from 'diff';

/** A run of words that both texts have, or only one of them. */
export interface Passage {
  kind: 'same' | 'added' | 'removed';
  text: string;
}

/** How long two very different texts are compared before the attempt is given up. */
const LONGEST_MS = 4000;

/** A measure such as 5.2 or 12/03, a level such as L4-5: read as one word, it must not change by halves. */
const WORD = /\s+|[\p{L}\p{N}]+(?:[.,:/'’-][\p{L}\p{N}]+)*|[^\s\p{L}\p{N}]/gu;

/** Words, single marks and runs of white space; joined they are the text again, letter for letter. */
export const wordsOf = (text: string): string[] => text.match(WORD) ?? [];

/**
 * What became of a text, word by word, exact to the white space. The page stays usable meanwhile. null when the texts
 * have too little in common to be compared within some seconds.
 */
export async function compareWords(before: string, after: string): Promise<Passage[] | null> {
  if (before === after) return before === '' ? [] : [{ kind: 'same', text: before }];
  const { diffArrays } = await import('diff');
  const changes = await new Promise<ChangeObject<string[]>[] | undefined>((resolve) => {
    diffArrays(wordsOf(before), wordsOf(after), { timeout: LONGEST_MS, callback: resolve });
  });
  return changes ? joinChanges(changes.map(toPassage)) : null;
}

/** Changed words with only spaces between them are one change: “lungs are” became “left lung is”, not word by word. */
function joinChanges(passages: readonly Passage[]): Passage[] {
  const joined: Passage[] = [];
  let removed = '';
  let added = '';
  const close = () => {
    if (removed) joined.push({ kind: 'removed', text: removed });
    if (added) joined.push({ kind: 'added', text: added });
    removed = added = '';
  };
  for (const [index, { kind, text }] of passages.entries()) {
    const isBetween = kind === 'same' && (removed || added) && /^ +$/.test(text) && index + 1 < passages.length;
    if (kind === 'removed' || isBetween) removed += text;
    if (kind === 'added' || isBetween) added += text;
    if (kind !== 'same' || isBetween) continue;
    close();
    joined.push({ kind, text });
  }
  close();
  return joined;
}

const toPassage = ({ added, removed, value }: ChangeObject<string[]>): Passage => ({
  kind: added ? 'added' : removed ? 'removed' : 'same',
  text: value.join(''),
});

/** Words of one kind, for telling how much changed. */
export const countWords = (passages: readonly Passage[], kind: Passage['kind']): number =>
  passages
    .filter((passage) => passage.kind === kind)
    .reduce((sum, { text }) => sum + wordsOf(text).filter((word) => /[\p{L}\p{N}]/u.test(word)).length, 0);
