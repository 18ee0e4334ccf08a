import { gzipSync } from 'node:zlib';
import { chromium, type Browser, type BrowserContext, type Page } from '@playwright/test';
import { sql } from 'drizzle-orm';
import { encode } from 'next-auth/jwt';
import { sealDraft } from '#lib/drafts/content';
import { newUuid } from '#lib/ids';
import { findBrowser } from '../scripts/find-browser.mjs';
import type { BenchDatabase, BenchServer } from './bench-database.ts';
import type { Finding } from './findings.ts';
import { fillAppointments } from './fill-appointments.ts';
import { ORGANIZATION } from './settings.ts';
import { startProcess } from './start-process.ts';
import { median, quantile } from './statistics.ts';

const SECRET = 'a bench secret of more than thirty-two characters';
const KEYSTROKES = 200;
/** About 33 words a minute faster than anybody dictates. */
const PAUSE_MS = 40;
const OPENINGS = 7;
const SENTENCE = 'The lungs are clear, and the [side] kidney measures 104 mm.\n';

/** The report editor in a real browser: how soon a key is seen, what typing costs, how soon words can be written. */
export async function measureEditor(server: BenchServer): Promise<Finding[]> {
  const database = await server.createDatabase('bench_editor');
  await fillAppointments(database.db, 1000);
  const cookie = await addReader(database);
  const portal = await startProcess('server.ts', { DATABASE_URL: database.url, READOUT_WORKER: 'off' });
  const { executablePath, args, env } = await findBrowser({ say: () => undefined });
  const browser = await chromium.launch({ executablePath, args, env });
  try {
    const open = () => openContext(browser, portal.url, cookie);
    const findings = await measureTyping(database, open, 'R1', 20_000, 16);
    findings.push(...(await measureTyping(database, open, 'R2', 2_000_000, 50)));
    findings.push(await measureOpening(open), await measureWeight(open));
    return findings;
  } finally {
    await browser.close();
    await portal.stop();
  }
}

/** A clinician of the bench's organization, signed in; answers the cookie. */
async function addReader({ db }: BenchDatabase): Promise<string> {
  const [userId, sessionId] = [newUuid(), newUuid()];
  await db.execute(sql`insert into users (id, email, name) values (${userId}::uuid, 'reader@bench.test', 'Dr Reader')`);
  await db.execute(sql`insert into memberships (user_id, organization, role)
    values (${userId}::uuid, ${ORGANIZATION}, 'clinician')`);
  await db.execute(sql`insert into sessions (id, user_id, idle_limit_minutes, expires_at)
    values (${sessionId}::uuid, ${userId}::uuid, 30, now() + interval '1 day')`);
  return encode({ token: { userId, sessionId }, secret: SECRET });
}

async function openContext(browser: Browser, url: string, cookie: string): Promise<BrowserContext> {
  const context = await browser.newContext({ baseURL: url, viewport: { width: 1440, height: 900 } });
  await context.addCookies([{ name: 'readout-session', value: cookie, url, httpOnly: true, sameSite: 'Lax' }]);
  return context;
}

type Open = () => Promise<BrowserContext>;

/** Waits until words can be written. */
const untilWritable = (page: Page) => page.waitForSelector('.cm-content[aria-readonly="false"]:focus');

async function measureTyping(
  { db }: BenchDatabase,
  open: Open,
  id: string,
  length: number,
  targetMs: number,
): Promise<Finding[]> {
  const reportText = SENTENCE.repeat(Math.ceil(length / SENTENCE.length)).slice(0, length);
  await db.execute(sql`insert into drafts (appointment_key, user_id, revision, base_version, sealed, saved_at)
    select a.id, u.id, 1, 0, ${sealDraft({ reportText, templateId: null })}, now() from appointments a, users u
    where a.appointment_id = ${id} and u.email = 'reader@bench.test'`);
  const context = await open();
  const page = await context.newPage();
  await page.goto(`/appointments/${ORGANIZATION}/${id}`);
  await untilWritable(page);
  await page.evaluate(watchKeys);
  await page.keyboard.press('Control+Home');
  await page.keyboard.type('The quick reader typed on and on. '.repeat(6).slice(0, KEYSTROKES), { delay: PAUSE_MS });
  const { painted, longest } = await page.evaluate(() => (globalThis as unknown as { watched: Watched }).watched);
  await context.close();
  const name = length > 1_000_000 ? '2 MB' : '20 KB';
  const p95 = quantile(painted, 0.95);
  return [
    {
      what: `keystroke to paint in ${name} (p95 of ${painted.length})`,
      target: `≤ ${targetMs} ms`,
      measured: `${p95.toFixed(1)} ms (median ${median(painted).toFixed(1)})`,
      met: p95 <= targetMs,
      figures: { painted },
    },
    {
      what: `longest task while typing in ${name}`,
      target: '≤ 50 ms',
      measured: longest === 0 ? 'none over 50 ms' : `${longest.toFixed(0)} ms`,
      met: longest <= 50,
      figures: { longest },
    },
  ];
}

interface Watched {
  painted: number[];
  longest: number;
}

/** In the page: from each key's own time until its frame was made, and the longest task. */
function watchKeys(): void {
  const watched: Watched = { painted: [], longest: 0 };
  (globalThis as unknown as { watched: Watched }).watched = watched;
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
    for (const { duration } of list.getEntries()) watched.longest = Math.max(watched.longest, duration);
  }).observe({ type: 'longtask' });
}

/** From Enter on a row of the worklist until words can be written. */
async function measureOpening(open: Open): Promise<Finding> {
  const taken: number[] = [];
  const context = await open();
  const page = await context.newPage();
  for (let round = 0; round <= OPENINGS; round++) {
    await page.goto('/');
    await page.getByRole('row').nth(2).waitFor();
    await page.waitForLoadState('networkidle');
    for (let step = 0; step < 3 + round; step++) await page.keyboard.press('j');
    const ready = page.evaluate(untilCaret);
    await page.keyboard.press('Enter');
    const milliseconds = await ready;
    // The first one fetches the code, as the first of a day does.
    if (round > 0) taken.push(milliseconds);
  }
  await context.close();
  const middle = median(taken);
  return {
    what: 'Enter on the worklist to an editable caret',
    target: '≤ 300 ms',
    measured: `${middle.toFixed(0)} ms (${Math.min(...taken).toFixed(0)}–${Math.max(...taken).toFixed(0)})`,
    met: middle <= 300,
    figures: { taken },
  };
}

/** In the page: milliseconds from the next Enter until the caret stands in words that can be changed. */
function untilCaret(): Promise<number> {
  return new Promise((resolve) => {
    addEventListener(
      'keydown',
      ({ timeStamp }) => {
        const look = () => {
          const { activeElement } = document;
          const isWritable = activeElement?.matches('.cm-content[aria-readonly="false"]') ?? false;
          if (isWritable) resolve(performance.now() - timeStamp);
          else requestAnimationFrame(look);
        };
        look();
      },
      { capture: true, once: true },
    );
  });
}

/** All scripts that the page has asked for by the time words can be written, gzipped. */
async function measureWeight(open: Open): Promise<Finding> {
  const context = await open();
  const page = await context.newPage();
  const scripts = new Map<string, Promise<Buffer>>();
  page.on('response', (answer) => {
    if (answer.request().resourceType() === 'script') scripts.set(answer.url(), answer.body());
  });
  await page.goto(`/appointments/${ORGANIZATION}/R3`);
  await untilWritable(page);
  const bodies = await Promise.all(scripts.values());
  await context.close();
  const bytes = bodies.reduce((sum, body) => sum + gzipSync(body, { level: 9 }).length, 0);
  return {
    what: 'first-load JavaScript of the editor, gzipped',
    target: '≤ 240 kB',
    measured: `${(bytes / 1000).toFixed(0)} kB in ${bodies.length} files`,
    met: bytes <= 240_000,
    figures: { bytes },
  };
}
