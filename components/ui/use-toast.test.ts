import { beforeEach, expect, test } from 'vitest';
import { dismissToast, dismissToasts, readToasts, showToast } from './use-toast.tsx';

beforeEach(dismissToasts);

const titles = () => readToasts().map(({ title }) => title);

test('a problem stays, however many other messages come', () => {
  showToast({ tone: 'problem', title: 'Not saved' });
  for (const title of ['1', '2', '3', '4', '5']) showToast({ tone: 'done', title });
  expect(titles()).toEqual(['Not saved', '3', '4', '5']);
  for (const title of ['a', 'b', 'c', 'd']) showToast({ tone: 'problem', title });
  expect(titles()).toEqual(['Not saved', '3', '4', '5', 'a', 'b', 'c', 'd']);
});

test('the same problem is shown once, as the newest', () => {
  showToast({ tone: 'problem', title: 'Not saved' });
  showToast({ tone: 'problem', title: 'Not sent' });
  showToast({ tone: 'problem', title: 'Not saved' });
  expect(titles()).toEqual(['Not sent', 'Not saved']);
});

test('what showed a message can take it away, and so can a person', () => {
  const dismiss = showToast({ tone: 'note', title: 'Saving' });
  showToast({ tone: 'problem', title: 'Not sent' });
  dismiss();
  dismiss();
  expect(titles()).toEqual(['Not sent']);
  dismissToast(readToasts()[0]?.id ?? 0);
  expect(titles()).toEqual([]);
});

test('a message with a time of its own stays for it, however many others come', () => {
  showToast({ tone: 'done', title: 'Signed', until: '2126-11-25T12:00:00Z' });
  for (const title of ['1', '2', '3', '4']) showToast({ tone: 'done', title });
  expect(titles()).toEqual(['Signed', '2', '3', '4']);
  showToast({ tone: 'done', title: 'Signed too', until: '2126-11-25T12:00:00Z' });
  expect(titles()).toEqual(['Signed', '2', '3', '4', 'Signed too']);
});
