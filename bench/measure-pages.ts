import type { BenchServer } from './bench-database.ts';
import type { Finding } from './findings.ts';
import { openPortal, type OpenPortal } from './open-portal.ts';
import { ORGANIZATION } from './settings.ts';
import { median } from './statistics.ts';

const RUNS = 7;
/** After the load event: what still paints or moves shows up. */
const SETTLED_MS = 1500;
const MOST_PAINT_MS = 800;
const MOST_SHIFT = 0.01;

interface MeasuredPage {
  what: string;
  /** One that no other run has opened: a report open elsewhere would be another page. */
  path: (run: number) => string;
  signedIn: boolean;
  /** First-load JavaScript, gzipped, in bytes. */
  mostScript: number;
}

const PAGES: readonly MeasuredPage[] = [
  { what: 'sign-in', path: () => '/sign-in', signedIn: false, mostScript: 90_000 },
  { what: 'worklist', path: () => '/', signedIn: true, mostScript: 160_000 },
  { what: 'editor', path: (run) => `/appointments/${ORGANIZATION}/R${run}`, signedIn: true, mostScript: 240_000 },
  { what: 'submissions', path: () => '/submissions', signedIn: true, mostScript: 200_000 },
];

/** What one load of a page was like. */
interface Loaded {
  scriptBytes: number;
  paintMs: number;
  shift: number;
}

/** Opens each page in new windows, in turns, and measures scripts until the load event, largest paint and layout shift. */
export async function measurePages(server: BenchServer): Promise<Finding[]> {
  const portal = await openPortal(server, 'bench_pages', 200);
  try {
    const loads = new Map<MeasuredPage, Loaded[]>(PAGES.map((page) => [page, []]));
    for (const page of PAGES) await load(portal, page, 1);
    for (let run = 0; run < RUNS; run += 1) {
      for (const page of PAGES) loads.get(page)?.push(await load(portal, page, run + 2));
    }
    return [...loads].flatMap(([page, runs]) => judge(page, runs));
  } finally {
    await portal.close();
  }
}

async function load(portal: OpenPortal, measured: MeasuredPage, run: number): Promise<Loaded> {
  const [path, { signedIn }] = [measured.path(run), measured];
  const window = await portal.openWindow({ signedIn });
  try {
    const page = await window.newPage();
    await page.addInitScript(observe);
    const answer = await page.goto(`${portal.url}${path}`);
    if (answer?.status() !== 200 || new URL(page.url()).pathname !== path) throw new Error(`${path} was not shown.`);
    await page.waitForTimeout(SETTLED_MS);
    return await page.evaluate(readObserved);
  } finally {
    await window.close();
  }
}

type Observed = { readoutPaintMs?: number; readoutShift?: number };

/** Runs in the page before anything of it. */
function observe(): void {
  const seen = globalThis as Observed;
  new PerformanceObserver((list) => {
    for (const { startTime } of list.getEntries()) seen.readoutPaintMs = startTime;
  }).observe({ type: 'largest-contentful-paint', buffered: true });
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries() as (PerformanceEntry & { value: number; hadRecentInput: boolean })[]) {
      if (!entry.hadRecentInput) seen.readoutShift = (seen.readoutShift ?? 0) + entry.value;
    }
  }).observe({ type: 'layout-shift', buffered: true });
}

function readObserved(): Loaded {
  const { readoutPaintMs = Number.NaN, readoutShift = 0 } = globalThis as Observed;
  const [navigation] = performance.getEntriesByType('navigation') as PerformanceNavigationTiming[];
  const scripts = (performance.getEntriesByType('resource') as PerformanceResourceTiming[]).filter(
    ({ name, startTime }) => new URL(name).pathname.endsWith('.js') && startTime <= (navigation?.loadEventEnd ?? 0),
  );
  const scriptBytes = scripts.reduce((sum, { encodedBodySize }) => sum + encodedBodySize, 0);
  return { scriptBytes, paintMs: readoutPaintMs, shift: readoutShift };
}

function judge({ what, mostScript }: MeasuredPage, runs: readonly Loaded[]): Finding[] {
  const scripts = runs.map(({ scriptBytes }) => scriptBytes);
  const paints = runs.map(({ paintMs }) => paintMs);
  const shifts = runs.map(({ shift }) => shift);
  const kilobytes = (bytes: number) => `${(bytes / 1000).toFixed(1)} kB`;
  return [
    {
      what: `${what}: first-load JavaScript, gzipped`,
      target: `≤ ${kilobytes(mostScript)}`,
      measured: kilobytes(median(scripts)),
      met: median(scripts) <= mostScript,
      figures: { scripts },
    },
    {
      what: `${what}: largest paint`,
      target: `≤ ${MOST_PAINT_MS} ms`,
      measured: `${median(paints).toFixed(0)} ms (${Math.min(...paints).toFixed(0)}–${Math.max(...paints).toFixed(0)})`,
      met: median(paints) <= MOST_PAINT_MS,
      figures: { paints },
    },
    {
      what: `${what}: layout shift`,
      target: `≤ ${MOST_SHIFT}`,
      measured: Math.max(...shifts).toFixed(4),
      met: Math.max(...shifts) <= MOST_SHIFT,
      figures: { shifts },
    },
  ];
}
