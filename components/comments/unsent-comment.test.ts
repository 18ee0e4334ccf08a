import { expect, test } from 'vitest';
import { afterAdded, NOTHING_UNSENT, withFound, withKey } from './unsent-comment.tsx';

const typed = (text: string, isAlert = false) => ({ ...NOTHING_UNSENT, text, isAlert });

test('the same words sent again have the same key, also after others were tried', () => {
  const [first, key] = withKey(typed('Images follow.'));
  const [second, other] = withKey({ ...first, text: 'Images follow tomorrow.' });
  expect(other).not.toBe(key);
  expect(withKey({ ...second, text: 'Images follow.\n' })[1]).toBe(key);
});

test('an alert is not the comment of the same words', () => {
  const [first, key] = withKey(typed('Contrast allergy.'));
  expect(withKey({ ...first, isAlert: true })[1]).not.toBe(key);
});

test('words of an earlier page come before those typed since, and keep their key when there are none', () => {
  const [found, key] = withKey(typed('Images follow.', true));
  expect(withFound(NOTHING_UNSENT, found)).toBe(found);
  expect(withKey(withFound(NOTHING_UNSENT, found))[1]).toBe(key);
  expect(withFound(typed('And more.'), found)).toEqual(typed('Images follow.\nAnd more.'));
});

test('what was typed while a comment was on its way stays, and has a key of its own', () => {
  const [sent, key] = withKey(typed('Images follow.'));
  expect(afterAdded(sent, sent)).toEqual(NOTHING_UNSENT);
  const left = afterAdded({ ...sent, text: 'Images follow. And more.' }, sent);
  expect(left.text).toBe('Images follow. And more.');
  expect(withKey({ ...left, text: 'Images follow.' })[1]).not.toBe(key);
});
