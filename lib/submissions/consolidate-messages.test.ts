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

test('of too many different messages the rest share an entry for each error code, with every item in it', () => {
  const long = (at: number): string => `${'x'.repeat(10_000)} ${at}`;
  const invalid = Array.from({ length: 40 }, (_, at) =>
    message({ itemIndex: at + 1, trackingId: `T${at + 1}`, errorCode: 'INVALID_MSG_VALIDATION', message: long(at) }),
  );
  const others = [message({ itemIndex: 41, message: long(41) }), message({ itemIndex: 42, message: long(0) })];
  const entries = consolidateMessages([...invalid, ...others, message({ scope: 'report', message: long(50) })]);
  expect(entries).toHaveLength(22);
  expect(entries.slice(-2)).toEqual([
    {
      scope: 'item',
      indices: Array.from({ length: 21 }, (_, at) => at + 20),
      trackingIds: Array.from({ length: 21 }, (_, at) => `T${at + 20}`),
      message:
        '21 items in the report were not valid. Reason: Each has a reason of its own; the list of items tells it.',
      errorCode: 'INVALID_MSG_VALIDATION',
    },
    expect.objectContaining({ indices: [41], message: 'Each has a reason of its own; the list of items tells it.' }),
  ]);
  expect(entries[1]).toMatchObject({ indices: [1, 42] });
});
