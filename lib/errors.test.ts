import { describe, expect, test } from 'vitest';
import { describeError, stackFrames } from '#lib/errors';

/** A failed statement as drizzle throws it: its message repeats query and values. */
const failedStatement = (cause?: Error) =>
  Object.assign(new Error('Failed query: insert\nparams: CANARY\n    at CANARY', { cause }), {
    query: 'insert',
    params: ['CANARY'],
  });

const refusal = (code: string, message: string) => Object.assign(new Error(message), { severity: 'ERROR', code });

describe('an operator is told', () => {
  test.each<[string, unknown, string]>([
    ['the message of an error', new Error('The port is taken.'), 'The port is taken.'],
    ['the database’s message of a failed statement', failedStatement(refusal('42P01', 'no table')), 'no table'],
    ['not even that where it quotes a value', failedStatement(refusal('22P02', 'CANARY')), 'refused a value'],
    ['that a statement failed when nothing says why', failedStatement(), 'A statement failed.'],
    ['the first of several failures', new AggregateError([new Error('refused'), new Error('no')]), 'refused'],
    ['what was thrown that is no error', 'stop', 'stop'],
  ])('%s', (_, error, words) => {
    expect(describeError(error)).toContain(words);
    expect(describeError(error)).not.toContain('CANARY');
  });
});

describe('of a stack', () => {
  test('the frames are kept, and a message whose lines look like frames is not', () => {
    const frames = stackFrames(failedStatement());
    expect(frames).toMatch(/^at failedStatement \(.*errors\.test\.ts/);
    expect(frames).not.toContain('CANARY');
  });

  test('nothing is kept when its message was changed after it was made', () => {
    const error = new Error('CANARY');
    expect(error.stack).toContain('CANARY');
    error.message = 'harmless';
    expect(stackFrames(error)).toBe('');
  });

  test('a message may be empty', () => {
    expect(stackFrames(new Error())).toContain('errors.test.ts');
  });
});
