import type { Page } from '@playwright/test';
import { sql } from 'drizzle-orm';
import { sealDraft } from '#lib/drafts/content';
import type { BenchServer } from './bench-database.ts';
import type { Finding } from './findings.ts';
import { openPortal, type OpenPortal } from './open-portal.ts';
import { ORGANIZATION, READER } from './settings.ts';
import { median, quantile } from './statistics.ts';

const ROUNDS = 3;
const KEYSTROKES = 200;
/** Faster than anybody types or dictates: 25 keys a second. */
const PAUSE_MS = 40;
const MOST_TASK_MS = 50;
const SENTENCE = 'The lungs are clear, and the [side] kidney measures 104 mm.\n';

interface MeasuredText {
  name: string;
  bytes: number;
  /** From a key to its paint, 95th percentile. */
  mostMs: number;
}

const TEXTS: readonly MeasuredText[] = [
  { name: '20 KB', bytes: 20_000, mostMs: 16 },
  { name: '2 MiB', bytes: 2 * 2 ** 20 - KEYSTROKES, mostMs: 50 },
];

/** What typing at the top of a short and of the longest report costs, in a real browser. */
export async function measureEditor(server: BenchServer): Promise<Finding[]> {
  const portal = await openPortal(server, 'bench_editor', TEXTS.length * ROUNDS, { withoutVsync: true });
  try {
    const typed = new Map<MeasuredText, Typed[]>(TEXTS.map((text) => [text, []]));
    for (let round = 0; round < ROUNDS; round += 1) {
      for (const [at, text] of TEXTS.entries())
        typed.get(text)?.push(await type(portal, `R${round * TEXTS.length + at + 1}`, text));
    }
    return [...typed].flatMap(([text, rounds]) => judge(text, rounds));
  } finally {
    await portal.close();
  }
}

interface Typed {
  /** Milliseconds from each key to its paint. */
  painted: number[];
  /** Milliseconds of each task over 50. */
  longTasks: number[];
}

async function type(portal: OpenPortal, id: string, { bytes }: MeasuredText): Promise<Typed> {
  const reportText = SENTENCE.repeat(Math.ceil(bytes / SENTENCE.length)).slice(0, bytes);
  await portal.database.db
    .execute(sql`insert into drafts (appointment_key, user_id, revision, base_version, sealed, saved_at)
    select a.id, u.id, 1, 0, ${sealDraft({ reportText, templateId: null })}, now() from appointments a, users u
    where a.appointment_id = ${id} and u.email = ${READER.email}`);
  const window = await portal.openWindow();
  try {
    const page = await window.newPage();
    await page.goto(`${portal.url}/appointments/${ORGANIZATION}/${id}`);
    await page.waitForSelector('.cm-content[aria-readonly="false"]:focus');
    // What the page does once it is open is not typing: its checks, and where the report would go.
    await page.waitForSelector('[aria-labelledby="checks-title"] li');
    await page.waitForSelector('[aria-labelledby="preview-title"] li');
    await page.keyboard.press('Control+Home');
    await page.evaluate(watchKeys);
    await typeWords(page);
    return await page.evaluate(() => (globalThis as unknown as { watched: Typed }).watched);
  } finally {
    await window.close();
  }
}

const typeWords = (page: Page) =>
  page.keyboard.type('The quick reader typed on and on. '.repeat(6).slice(0, KEYSTROKES), { delay: PAUSE_MS });

/** In the page: from each key's own time until its frame was made, and every long task. */
function watchKeys(): void {
  const watched: Typed = { painted: [], longTasks: [] };
  (globalThis as unknown as { watched: Typed }).watched = watched;
  addEventListener(
    'keydown',
    ({ timeStamp }) => {
      requestAnimationFrame(() => {
        const channel = new MessageChannel();
        channel.port1.addEventListener('message', () => watched.painted.push(performance.now() - timeStamp));
        channel.port1.start();
        channel.port2.postMessage(null);
      });
    },
    { capture: true },
  );
  new PerformanceObserver((list) => {
    for (const { duration } of list.getEntries()) watched.longTasks.push(duration);
  }).observe({ type: 'longtask' });
}

function judge({ name, mostMs }: MeasuredText, rounds: readonly Typed[]): Finding[] {
  const painted = rounds.flatMap((round) => round.painted);
  const tasks = rounds.flatMap((round) => round.longTasks);
  const p95 = quantile(painted, 0.95);
  return [
    {
      what: `keystroke to paint in ${name} (p95 of ${painted.length})`,
      target: `≤ ${mostMs} ms`,
      measured: `${p95.toFixed(1)} ms (median ${median(painted).toFixed(1)})`,
      met: p95 <= mostMs,
      figures: { painted },
    },
    {
      what: `tasks over ${MOST_TASK_MS} ms while typing in ${name}`,
      target: 'none',
      measured: tasks.length === 0 ? 'none' : `${tasks.length}, the longest ${Math.max(...tasks).toFixed(0)} ms`,
      met: tasks.length === 0,
      figures: { tasks },
    },
  ];
}
