import { sql } from 'drizzle-orm';
import type { AuthorizedDomain } from '#lib/identity/actor';
import { FILTER_TYPES } from '#lib/routing/contract';
import { listSubmissionsQuery } from '#lib/submissions/contract';
import { listSubmissions } from '#lib/submissions/list-submissions';
import { DELIVERY_STATES, DESTINATION_STATUSES, OVERALL_STATUSES } from '#lib/submissions/overall-status';
import { readHistory } from '#lib/submissions/read-history';
import type { BenchDatabase } from './bench-database.ts';
import { explainQueries } from './explain-queries.ts';
import { DESTINATIONS } from './fill-history.ts';
import { ORGANIZATION } from './settings.ts';
import { median } from './statistics.ts';

const RUNS = 15;
const MAX_MS = { history: 5, list: 30 };

type Filled = Pick<BenchDatabase, 'db' | 'context'>;
const HEAD = `# What the list's filters cost

Written by \`npm run bench -- history --explain docs/explain.md\`: 1,000,000 submissions over two years, each routed to five
destinations; 700,000 of them are of the organization that is asked about. In the database alone, caches warm, the median of
${RUNS} reads of the first page of 50, planning included. \`Blocks\` (8 KiB each, of tables and indexes) do not depend on what else
the machine does; milliseconds do.

A page is walked along an index that has the list's order (\`lib/submissions/page-submissions.ts\`), so what it costs does not grow
with how many match. What has no such index is looked for along one that has: a destination's \`delivered\` along the destination,
\`waiting\` along the submissions that are still open. Where those are many and few of them match, the walk is long.`;

/** A report by each of the ids that are looked for. */
type Report = { reportId: string; submissionId: number; appointmentId: string; accessionNumber: string };

interface Explained {
  /** The list's query; null: history by id. */
  query: string | null;
  rows: number;
  ms: number;
  /** Blocks of 8 KiB that were looked at. */
  blocks: number;
  plan: string;
}

const each = (name: string, values: readonly string[]): string[] => values.map((value) => `${name}=${value}`);
const NAMES = DESTINATIONS.map((service) => `${ORGANIZATION}.${service}`);

/** Each filter with each of its values, and destinations with what can be asked of one. */
function queriesOf(report: Report | undefined): string[] {
  const middle = new Date(Date.now() - 365 * 86_400_000).toISOString();
  return [
    '',
    'sortdir=asc',
    ...each('status', OVERALL_STATUSES),
    ...each('deliveryState', DELIVERY_STATES),
    ...each('destination', [...NAMES, `${ORGANIZATION}.unknown`]),
    ...each('destinationStatus', DESTINATION_STATUSES),
    ...each('filterType', FILTER_TYPES),
    ...each('sender', ['portal', 'partner', 'default', 'unknown']),
    ...each('topic', ['radiology', 'unknown']),
    'showFailed=false',
    `since=${middle}`,
    `until=${middle}`,
    ...each('q', report ? Object.values(report).map(String) : []),
    'q=batch-504.hl7',
    'q=unknown',
    ...NAMES.flatMap((name) => each(`destination=${name}&destinationStatus`, DESTINATION_STATUSES)),
    ...NAMES.flatMap((name) => each(`destination=${name}&filterType`, FILTER_TYPES)),
    ...each(`until=${middle}&destinationStatus`, DESTINATION_STATUSES),
  ];
}

/** Times history by id and the list by every filter in the database alone, and tells it as a page with their plans. */
export async function explainHistory(filled: Filled): Promise<string> {
  const all: Explained[] = [];
  const reports = await sampleReports(filled);
  for (const query of [null, ...queriesOf(reports[0])]) all.push(await explain(filled, reports, query));
  const costliest = new Map<string, Explained>();
  for (const one of all) {
    const known = costliest.get(kindOf(one));
    if (!known || known.blocks < one.blocks) costliest.set(kindOf(one), one);
  }
  const lines = all.map(({ query, rows, ms, blocks }) => {
    const limit = query === null ? MAX_MS.history : MAX_MS.list;
    return `| ${named(query)} | ${rows} | ${ms.toFixed(1)} | ${limit}${ms > limit ? ', **missed**' : ''} | ${blocks} |`;
  });
  const plans = [...costliest.values()].map(({ query, plan }) => `### ${named(query)}\n\n\`\`\`text\n${plan}\n\`\`\``);
  return `${HEAD}\n\n| | Rows | ms | at most | Blocks |\n|---|---|---|---|---|\n${lines.join('\n')}\n\n## Plans\n\nOf each kind of question the one that looked at most blocks.\n\n${plans.join('\n\n')}\n`;
}

async function sampleReports({ db }: Filled): Promise<Report[]> {
  const { rows } = await db.execute<Report>(sql`select s.report_id as "reportId", s.id as "submissionId",
      a.appointment_id as "appointmentId", a.accession_number as "accessionNumber"
    from submissions s join appointments a on a.id = s.appointment_key
    where s.organization = ${ORGANIZATION} and s.id in (select n * (select max(id) from submissions) / 100 from generate_series(1, 99) n)`);
  return rows;
}

const named = (query: string | null): string =>
  query === null ? 'history by id' : query === '' ? 'the list' : `\`${query}\``;

const kindOf = ({ query }: Explained): string =>
  query === null ? 'history' : [...new URLSearchParams(query).keys()].join();

/** The median of some runs with warm caches, what it takes to plan the statement and to carry its rows over included. */
async function explain({ db, context }: Filled, reports: readonly Report[], query: string | null): Promise<Explained> {
  const read = async (on: BenchDatabase['db'], run: number): Promise<number> => {
    if (query === null) {
      const reportId = reports[run % reports.length]?.reportId ?? '';
      const asked = { submissionId: null, reportId, organizations: [ORGANIZATION], explain: false };
      return (await readHistory(on, asked)) === null ? 0 : 1;
    }
    const given = listSubmissionsQuery.parse(Object.fromEntries(new URLSearchParams(query)));
    return (await listSubmissions({ ...context, db: on }, ORGANIZATION as AuthorizedDomain, given)).items.length;
  };
  const rows = await read(db, 0);
  for (let run = 0; run < RUNS; run += 1) await read(db, run);
  const latencies: number[] = [];
  for (let run = 0; run < RUNS; run += 1) {
    const startedAt = performance.now();
    await read(db, run);
    latencies.push(performance.now() - startedAt);
  }
  const { db: explaining, plans } = explainQueries(db);
  await read(explaining, 0);
  const plan = plans.join('\n').replaceAll(/^(.{160}).+$/gm, '$1…');
  const [buffers = ''] = /Buffers:.*/.exec(plan) ?? [];
  const blocks = [...buffers.matchAll(/(?:hit|read)=(\d+)/g)].reduce((sum, [, count]) => sum + Number(count), 0);
  return { query, rows, ms: median(latencies), blocks, plan };
}
