import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { parseArgs } from 'node:util';
import { importFile, type ImportRun, type MessageOutcome, type OutcomeKind } from './import/import-file.ts';
import { connect } from './import/readout-client.ts';

const USAGE = `Imports HL7 v2 ORU^R01 messages as a partner would: one appointment a message, then its report.

  npm run import -- --domain DOMAIN [options] FILE…

  --domain DOMAIN            the partner domain (organization)
  --url URL                  the server, default http://127.0.0.1:3000
  --client-id ID             the OAuth client, default the domain's name; needs the scopes appointments:write,
                             appointments:read and reports:write
  --client-secret-env NAME   the environment variable that holds its secret, default READOUT_CLIENT_SECRET

A second run changes nothing. The exit code is 1 when a message failed, 2 when the command is wrong.`;

const labels: Record<OutcomeKind, string> = {
  imported: 'imported',
  unchanged: 'unchanged',
  noText: 'without text',
  duplicate: 'duplicate',
  preliminaryAfterFinal: 'preliminary after a final',
  failed: 'failed',
};

/** `3 imported, 1 without text`: the kinds that occurred, in a fixed order. */
function summarize(outcomes: readonly MessageOutcome[]): string {
  const counted = (Object.keys(labels) as OutcomeKind[]).map((kind) => {
    const count = outcomes.filter((outcome) => outcome.kind === kind).length;
    return count > 0 ? `${count} ${labels[kind]}` : '';
  });
  return counted.filter(Boolean).join(', ') || 'nothing';
}

/** What is worth a line of its own, by position and appointment only: no patient data. */
function remarks({ position, appointmentId, kind, detail, warnings }: MessageOutcome): string[] {
  const where = `  message ${position}${appointmentId === null ? '' : ` (appointment ${appointmentId})`}`;
  const trouble = detail !== null && kind !== 'duplicate' ? [`${where}: ${labels[kind]}: ${detail}`] : [];
  return [...trouble, ...warnings.map((warning) => `${where}: warning: ${warning}`)];
}

/** Imports the files in order, printing as it goes. True when nothing failed. */
async function importAll(run: ImportRun, paths: readonly string[]): Promise<boolean> {
  const all: MessageOutcome[] = [];
  let failed = false;
  for (const [at, path] of paths.entries()) {
    const name = `[${at + 1}/${paths.length}] ${basename(path)}`;
    const bytes = await readFile(path).catch(() => null);
    const outcomes = bytes && (await importFile(run, bytes));
    if (outcomes === null || outcomes.length === 0) {
      failed = true;
      console.error(`${name}: failed: ${outcomes ? 'there is no HL7 message in it' : 'the file cannot be read'}`);
    } else {
      all.push(...outcomes);
      console.log(`${name}: ${outcomes.length} messages: ${summarize(outcomes)}`);
      for (const outcome of outcomes) for (const remark of remarks(outcome)) console.log(remark);
    }
  }
  const warnings = all.reduce((sum, outcome) => sum + outcome.warnings.length, 0);
  console.log(`${all.length} messages: ${summarize(all)}; ${warnings} warnings`);
  return !failed && all.every((outcome) => outcome.kind !== 'failed');
}

/** The command line; null when help was asked for; the text of what is wrong with it. */
function readCommand() {
  const { values, positionals: paths } = parseArgs({
    allowPositionals: true,
    options: {
      domain: { type: 'string' },
      url: { type: 'string', default: 'http://127.0.0.1:3000' },
      'client-id': { type: 'string' },
      'client-secret-env': { type: 'string', default: 'READOUT_CLIENT_SECRET' },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) return null;
  const { domain, url } = values;
  if (domain === undefined) return '--domain is missing';
  if (paths.length === 0) return 'no files were named';
  const clientSecret = process.env[values['client-secret-env']];
  if (!clientSecret) return `the environment variable ${values['client-secret-env']} is empty or not set`;
  return { domain, paths, connection: { url, clientId: values['client-id'] ?? domain, clientSecret } };
}

const reasonOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

async function main(): Promise<number> {
  let command: ReturnType<typeof readCommand>;
  try {
    command = readCommand();
  } catch (error) {
    command = reasonOf(error);
  }
  if (command === null || typeof command === 'string') {
    console.log(command === null ? USAGE : `${command}\n\n${USAGE}`);
    return command === null ? 0 : 2;
  }
  const { domain, connection, paths } = command;
  try {
    const client = await connect(connection);
    return (await importAll({ client, domain, seen: new Set() }, paths)) ? 0 : 1;
  } catch (error) {
    console.error(`The import stopped: ${reasonOf(error)}`);
    return 1;
  }
}

process.exitCode = await main();
