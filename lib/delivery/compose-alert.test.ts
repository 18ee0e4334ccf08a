import { expect, test } from 'vitest';
import { composeAlert, inOurWords } from '#lib/delivery/compose-alert';

test('an alert tells type, time, destination, since when, and the last error', () => {
  const alert = {
    destination: 'acme.ehr',
    turn: 'degraded',
    raisedAt: new Date('2026-03-01T00:00:05Z'),
    since: new Date('2026-03-01T00:00:05Z'),
    lastError: 'No answer within 30 s.',
  } as const;
  expect(composeAlert(alert).toString()).toBe(
    '{"type":"receiver.degraded","timestamp":"2026-03-01T00:00:05.000Z","data":{"destination":"acme.ehr","since":"2026-03-01T00:00:05.000Z","lastError":"No answer within 30 s."}}',
  );
});

test.each([
  ['The destination answered 503: DOE^JANE is unknown\nto us', 'The destination answered 503.'],
  ['The reply is no HL7 acknowledgment: it has no MSA segment.', 'The reply is no HL7 acknowledgment.'],
  ['The connection was refused: nothing listens there.', 'The connection was refused.'],
  ['The destination answered 503.', 'The destination answered 503.'],
  ['[fd00::1] is a private or local address.', '[fd00::1] is a private or local address.'],
])('an error of an alert is in our words alone: %s', (error, told) => {
  expect(inOurWords(error)).toBe(told);
});
