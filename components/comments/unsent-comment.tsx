import { v4 } from 'uuid';

/** A comment that is being typed. It may name a patient. */
export interface UnsentComment {
  text: string;
  isAlert: boolean;
  /**
   * The key under which each wording was sent and no answer came. The same words sent again are the same comment, also after
   * others were tried; other words are another comment, and under a used key the server would refuse them for ever.
   */
  keys: Readonly<Record<string, string>>;
}

export const NOTHING_UNSENT: UnsentComment = { text: '', isAlert: false, keys: {} };

const wordingOf = ({ text, isAlert }: UnsentComment): string => `${isAlert ? 'alert' : 'comment'} ${text.trim()}`;

export const isNothing = ({ text }: UnsentComment): boolean => text.trim() === '';

/** What was kept of an earlier page, and after it what was typed here before that was found. */
export const withFound = (now: UnsentComment, found: UnsentComment): UnsentComment =>
  isNothing(now) || now.text === found.text ? found : { ...now, text: `${found.text}\n${now.text}` };

/** With a key for its words: the one they had before, else a new one. */
export function withKey(unsent: UnsentComment): [unsent: UnsentComment, idempotencyKey: string] {
  const wording = wordingOf(unsent);
  const key = unsent.keys[wording] ?? v4();
  return [{ ...unsent, keys: { ...unsent.keys, [wording]: key } }, key];
}

/** What is left after `sent` was added: nothing, or what was typed meanwhile. */
export const afterAdded = (now: UnsentComment, sent: UnsentComment): UnsentComment =>
  wordingOf(now) === wordingOf(sent) ? NOTHING_UNSENT : { ...now, keys: {} };
