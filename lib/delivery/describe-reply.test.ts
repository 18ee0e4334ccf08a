import { expect, test } from 'vitest';
import { describeReply } from '#lib/delivery/describe-reply';

const words = (reply: string | null, status: number | null = null) =>
  describeReply(reply === null ? null : Buffer.from(reply), status).map(({ label, value }) => `${label}: ${value}`);

test('an acknowledgment is told in words, with every error', () => {
  const reply = [
    'MSH|^~\\&|EHR|HOSP|READOUT|G|20261129||ACK|A1|P|2.5.1',
    'MSA|AE|M1|Cannot be stored',
    'ERR||PID^1^3|204^Unknown key identifier^HL70357|E|X1^Local words||Stack|No such patient',
    'ERR|||101^Required field missing',
  ].join('\r');
  expect(words(reply)).toEqual([
    'Acknowledgment (MSA-1): AE: application error',
    'Of message (MSA-2): M1',
    'Text (MSA-3): Cannot be stored',
    'Error (ERR-3): 204: Unknown key identifier',
    'Error (ERR-5): X1: Local words',
    'Where (ERR-2): PID 1 3',
    'Severity (ERR-4): E: error',
    'Diagnostics (ERR-7): Stack',
    'Message (ERR-8): No such patient',
    'Error (ERR-3), no. 2: 101: Required field missing',
  ]);
});

test('an HTTP answer is told by its status, and by the issues of an OperationOutcome', () => {
  expect(words(null, 503)).toEqual(['HTTP status: 503 Service Unavailable']);
  const outcome = {
    resourceType: 'OperationOutcome',
    issue: [
      { severity: 'error', code: 'invalid', details: { text: 'No subject' } },
      { severity: 'warning', code: 'informational', diagnostics: 'Old profile' },
    ],
  };
  expect(words(JSON.stringify(outcome), 422)).toEqual([
    'HTTP status: 422 Unprocessable Entity',
    'Issue: error, invalid: No subject',
    'Issue, no. 2: warning, informational: Old profile',
  ]);
});

test('another reply says nothing in these words, whatever it is', () => {
  for (const reply of ['', 'OK', '<html>', '{"resourceType":"Patient"}', '['.repeat(100_000), 'MSH|^~\\&|\rPID|1']) {
    expect(words(reply)).toEqual([]);
  }
});
