import { expect, test } from 'vitest';
import { describeReply } from '#lib/attempts/describe-reply';
import { joinReplies } from '#lib/transports/join-replies';

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

test('several replies are told each under its number, of many ten, and always the last', () => {
  const ack = (code: string, id: string) =>
    Buffer.from(`MSH|^~\\&|EHR|HOSP|||20261129||ACK|${id}|P|2.5.1\rMSA|${code}|${id}\r`);
  const of = (...replies: Buffer[]) => words(joinReplies(replies)?.toString() ?? null);
  expect(of(ack('AA', 'M1'), ack('AE', 'M2'))).toEqual([
    'Replies: 2',
    'Reply 1: Acknowledgment (MSA-1): AA: application accept',
    'Reply 1: Of message (MSA-2): M1',
    'Reply 2: Acknowledgment (MSA-1): AE: application error',
    'Reply 2: Of message (MSA-2): M2',
  ]);
  const issue = (code: string) =>
    Buffer.from(JSON.stringify({ resourceType: 'OperationOutcome', issue: [{ code }] }, null, 2));
  expect(of(issue('informational'), Buffer.of(), ack('AA', 'M3'), issue('invalid'))).toEqual([
    'Replies: 4',
    'Reply 1: Issue: informational',
    'Reply 3: Acknowledgment (MSA-1): AA: application accept',
    'Reply 3: Of message (MSA-2): M3',
    'Reply 4: Issue: invalid',
  ]);
  const many = of(...Array.from({ length: 100 }, (_, at) => ack('AA', `M${at + 1}`)));
  expect(many).toHaveLength(1 + 2 * 10);
  expect(many.at(-1)).toBe('Reply 100: Of message (MSA-2): M100');
});
