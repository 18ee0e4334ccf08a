import type { Page } from '@playwright/test';
import type { BenchServer } from './bench-database.ts';
import type { Finding } from './findings.ts';
import { openPortal } from './open-portal.ts';
import { median } from './statistics.ts';

const ROWS = 10_000;
const RUNS = 5;
const MOST_FRAME_MS = 32;
const MOST_OPENING_MS = 300;
/** Pixels a frame, as a wheel turned fast moves the list. */
const PIXELS_A_FRAME = 120;
const FRAMES = 300;

/** Scrolls a list of 10,000 appointments, and opens one: the longest frame, and how long from Enter to a caret. */
export async function measureWorklist(server: BenchServer): Promise<Finding[]> {
  const portal = await openPortal(server, 'bench_worklist', ROWS);
  try {
    const frames: number[] = [];
    const openings: number[] = [];
    // The first run warms up the server.
    for (let run = 0; run <= RUNS; run += 1) {
      const window = await portal.openWindow();
      const page = await window.newPage();
      await page.goto(portal.url);
      await page.getByRole('grid').waitFor();
      await page.waitForLoadState('networkidle');
      const frame = await page.evaluate(scroll, { pixels: PIXELS_A_FRAME, frames: FRAMES });
      const opening = await open(page);
      await window.close();
      if (run === 0) continue;
      frames.push(frame);
      openings.push(opening);
    }
    return [
      judge(`worklist: longest frame while ${ROWS.toLocaleString('en')} rows are scrolled`, MOST_FRAME_MS, frames),
      judge('worklist: from Enter to a caret in the report', MOST_OPENING_MS, openings),
    ];
  } finally {
    await portal.close();
  }
}

/** In the page: scrolls the list frame by frame and answers the longest time between two of them, in milliseconds. */
async function scroll({ pixels, frames }: { pixels: number; frames: number }): Promise<number> {
  const list = document.querySelector('[role="grid"]')?.parentElement;
  if (!list) throw new Error('There is no list.');
  let last = 0;
  let longest = 0;
  for (let frame = 0; frame < frames; frame += 1) {
    const now = await new Promise<number>((resolve) => requestAnimationFrame(resolve));
    if (last > 0) longest = Math.max(longest, now - last);
    last = now;
    list.scrollTop += pixels;
  }
  return longest;
}

/** Chooses the first row in sight, waits as a reader would, and opens it. */
async function open(page: Page): Promise<number> {
  await page.keyboard.press('j');
  await page.getByRole('complementary', { name: 'Preview' }).getByText('Clinical information').waitFor();
  await page.waitForLoadState('networkidle');
  await page.evaluate(() => {
    addEventListener(
      'keydown',
      ({ timeStamp }) => ((globalThis as { readoutEnter?: number }).readoutEnter = timeStamp),
      {
        once: true,
        capture: true,
      },
    );
  });
  await page.keyboard.press('Enter');
  const handle = await page.waitForFunction(() => {
    const typed = document.activeElement;
    const isCaret = typed instanceof HTMLElement && (typed.isContentEditable || typed instanceof HTMLTextAreaElement);
    return isCaret && performance.now() - ((globalThis as { readoutEnter?: number }).readoutEnter ?? 0);
  });
  return Number(await handle.jsonValue());
}

const judge = (what: string, most: number, figures: readonly number[]): Finding => ({
  what,
  target: `≤ ${most} ms`,
  measured: `${median(figures).toFixed(0)} ms (${Math.min(...figures).toFixed(0)}–${Math.max(...figures).toFixed(0)})`,
  met: median(figures) <= most,
  figures: { ms: figures },
});
