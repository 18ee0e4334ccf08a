import { expect, test } from 'vitest';
import { consolidateMessages, type SubmissionMessage } from '#lib/submissions/consolidate-messages';

const message = (changes: Partial<SubmissionMessage>): SubmissionMessage => ({
  scope: 'item',
  itemIndex: 1,
  trackingId: 'T1',
  field: null,
  errorCode: 'UNKNOWN',
  message: 'wrong',
  ...changes,
});

test('one entry stands for each distinct message and scope, with the items position by position', () => {
  const messages = [
    message({ itemIndex: 3, trackingId: null }),
    message({ itemIndex: 1, trackingId: 'T1' }),
    message({ itemIndex: 2, trackingId: 'T2', message: 'other' }),
    message({ scope: 'report', itemIndex: null, trackingId: null }),
  ];
  expect(consolidateMessages(messages)).toEqual([
    { scope: 'report', message: 'wrong', errorCode: 'UNKNOWN' },
    { scope: 'item', indices: [1, 3], trackingIds: ['T1', null], message: 'wrong', errorCode: 'UNKNOWN' },
    { scope: 'item', indices: [2], trackingIds: ['T2'], message: 'other', errorCode: 'UNKNOWN' },
  ]);
});

test('messages about the whole come first, then items by index, whatever order they were logged in', () => {
  const messages = [
    message({ itemIndex: 2, message: 'b' }),
    message({ itemIndex: 2, message: 'a' }),
    message({ itemIndex: 1, message: 'c' }),
    message({ scope: 'translation', itemIndex: null, message: 'd' }),
    message({ scope: 'report', itemIndex: null, message: 'e' }),
    message({ scope: 'parameter', itemIndex: null, message: 'f' }),
  ];
  const told = (of: SubmissionMessage[]) => consolidateMessages(of).map((entry) => entry.message);
  expect(told(messages)).toEqual(['f', 'e', 'd', 'c', 'a', 'b']);
  expect(told(messages.toReversed())).toEqual(['f', 'e', 'd', 'c', 'a', 'b']);
});

test('only item entries carry indices and tracking ids; a field is told when there is one', () => {
  const [report, item] = consolidateMessages([
    message({ scope: 'report', itemIndex: null, trackingId: null }),
    message({ field: 'OBX-3', errorCode: 'INVALID_HL7_MSG_VALIDATION' }),
  ]);
  expect(Object.keys(report ?? {})).toEqual(['scope', 'message', 'errorCode']);
  expect(Object.keys(item ?? {})).toEqual(['scope', 'indices', 'trackingIds', 'field', 'message', 'errorCode']);
});

test('what is wrong with one item names it, what is wrong with several counts them; the stored reason stands behind', () => {
  const entries = consolidateMessages([
    message({ itemIndex: 4, errorCode: 'INVALID_MSG_PARSE', message: 'exception while parsing HL7: it is cut off' }),
    ...[2, 3].map((itemIndex) => message({ itemIndex, errorCode: 'INVALID_MSG_VALIDATION', message: 'no patient' })),
    message({ itemIndex: 5, message: 'late' }),
  ]);
  expect(entries.map((entry) => entry.message)).toEqual([
    '2 items in the report were not valid. Reason: no patient',
    'Item 4 in the report was not parseable. Reason: exception while parsing HL7: it is cut off',
    'late',
  ]);
});

test('messages without end are merged without end of patience', () => {
  const many = Array.from({ length: 20_000 }, (_, at) => message({ itemIndex: 20_000 - at, message: `m${at % 7}` }));
  const entries = consolidateMessages(many);
  expect(entries).toHaveLength(7);
  expect(entries.flatMap(({ indices = [] }) => indices)).toHaveLength(20_000);
});

test('nothing is merged into nothing', () => {
  expect(consolidateMessages([])).toEqual([]);
});
