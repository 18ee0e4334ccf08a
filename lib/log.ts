import pino, { type Logger } from 'pino';

const shared = globalThis as { readoutLog?: Logger };

/** Sets the process's log. `LOG_LEVEL` is a pino level; lines are JSON on standard output, errors too. */
export function useLog(level: string): Logger {
  shared.readoutLog = pino({ level, base: null, timestamp: pino.stdTimeFunctions.isoTime });
  return shared.readoutLog;
}

/** The process's log. Log ids, counts and codes; never report text, names or other patient data. */
export function log(): Logger {
  return shared.readoutLog ?? useLog('info');
}
