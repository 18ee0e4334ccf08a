import { writeFileSync } from 'node:fs';
import { availableParallelism, loadavg } from 'node:os';
import { parseArgs } from 'node:util';
import { useSecretKey } from '#lib/encryption';
import { useLog } from '#lib/log';
import { openBenchServer, type BenchServer } from './bench-database.ts';
import { printFindings, type Finding } from './findings.ts';
import { measureDelivery } from './measure-delivery.ts';
import { measureDoor } from './measure-door.ts';
import { measureEditor } from './measure-editor.ts';
import { measureHistory } from './measure-history.ts';
import { measureLarge } from './measure-large.ts';
import { measureMemory } from './measure-memory.ts';
import { measurePages } from './measure-pages.ts';
import { measureReplay } from './measure-replay.ts';
import { measureFirstStart, measureStart } from './measure-start.ts';
import { measureSubmit } from './measure-submit.ts';
import { measureWorklist } from './measure-worklist.ts';

const SECTIONS: Record<string, (server: BenchServer, rows: number, explainTo?: string) => Promise<Finding[]>> = {
  submit: measureSubmit,
  replay: measureReplay,
  large: measureLarge,
  memory: measureMemory,
  door: measureDoor,
  delivery: measureDelivery,
  history: measureHistory,
  pages: measurePages,
  editor: measureEditor,
  worklist: measureWorklist,
  start: measureStart,
};

const USAGE = `Usage: npm run bench -- [${Object.keys(SECTIONS).join(' | ')}]… [--first-start] [--rows N] [--explain FILE] [--json FILE]
  without a name, all of them (about ten minutes)
  --first-start   also times npm start in a copy of this checkout without packages and build
  --rows N        history at N submissions instead of 1,000,000
  --explain FILE  also writes what every filter of the list costs there to FILE, with plans (docs/explain.md)
  --json FILE     also writes every figure to FILE`;

async function main(): Promise<void> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      'first-start': { type: 'boolean', default: false },
      rows: { type: 'string', default: '1000000' },
      explain: { type: 'string' },
      json: { type: 'string' },
    },
  });
  const rows = Number(values.rows);
  const unknown = positionals.filter((name) => !(name in SECTIONS));
  if (unknown.length > 0 || !Number.isInteger(rows) || rows < 1000) throw new Error(USAGE);
  const names = positionals.length > 0 ? positionals : values['first-start'] ? [] : Object.keys(SECTIONS);
  useLog('warn');
  useSecretKey('a bench secret of more than thirty-two characters');
  const findings: Record<string, Finding[]> = {};
  warnIfBusy();
  const server = await openBenchServer();
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => void server.stop().finally(() => process.exit(1)));
  }
  try {
    for (const name of names) {
      console.log(`Measuring ${name}`);
      findings[name] = (await SECTIONS[name]?.(server, rows, values.explain)) ?? [];
      printFindings(findings[name]);
      console.log('');
    }
    if (values['first-start']) findings['first start'] = await measureFirstStart();
  } finally {
    await server.stop();
  }
  if (names.length > 1 || values['first-start']) printFindings(Object.values(findings).flat());
  if (values.json) writeFileSync(values.json, `${JSON.stringify(findings, null, 2)}\n`);
}

/** Ratios stand a busy machine better than figures do, but not well: servers with more to do lose more. */
function warnIfBusy(): void {
  const [load = 0] = loadavg();
  if (load < availableParallelism() / 2) return;
  console.log(`This machine is busy (load ${load.toFixed(1)} on ${availableParallelism()} cores): run this alone.\n`);
}

try {
  await main();
} catch (error) {
  console.error(error);
  process.exitCode = 1;
}
