import { readdirSync, readFileSync } from 'node:fs';
import { join, posix } from 'node:path';
import { describe, expect, test } from 'vitest';

/** Files that every module may import: no library code hides behind them. */
const KERNEL = [
  'bytes',
  'config',
  'context',
  'cursor',
  'date-time',
  'encryption',
  'errors',
  'ids',
  'json',
  'log',
  'operation',
  'text',
];

/** The one table of directions: which modules a module's files may import, beside the kernel and contract.ts files. */
const MAY_IMPORT: Record<string, readonly string[]> = {
  audit: [],
  checks: [],
  fhir: ['hl7'],
  hl7: [],
  idempotency: [],
  intake: [
    'appointments',
    'audit',
    'delivery',
    'fhir',
    'hl7',
    'identity',
    'reports',
    'routing',
    'settings',
    'submissions',
  ],
  payloads: ['checks', 'fhir', 'hl7'],
  routing: [],
  templates: ['checks'],
  identity: ['audit'],
  settings: ['audit', 'identity', 'routing'],
  appointments: ['audit', 'identity', 'settings'],
  comments: ['appointments', 'audit', 'idempotency', 'identity'],
  worklist: ['appointments', 'audit', 'identity'],
  drafts: ['audit', 'identity', 'worklist'],
  submissions: ['audit', 'identity', 'routing', 'settings'],
  attempts: ['audit', 'hl7', 'identity', 'submissions', 'transports'],
  transports: ['hl7', 'payloads', 'settings'],
  delivery: ['attempts', 'audit', 'hl7', 'identity', 'payloads', 'routing', 'settings', 'submissions', 'transports'],
  resends: ['audit', 'delivery', 'idempotency', 'identity', 'routing', 'settings', 'submissions'],
  reports: [
    'appointments',
    'audit',
    'checks',
    'delivery',
    'drafts',
    'idempotency',
    'identity',
    'routing',
    'settings',
    'submissions',
  ],
  http: ['identity', 'idempotency'],
  worker: [
    'appointments',
    'attempts',
    'audit',
    'delivery',
    'drafts',
    'idempotency',
    'identity',
    'intake',
    'settings',
    'submissions',
  ],
  runtime: ['appointments', 'settings'],
};

/** Kernel files that know the database: a context carries it. */
const KERNEL_MAY_IMPORT_DB = ['context'];

/** Pure words that two modules share; like contract.ts, anybody may import them. */
const SHARED_WORDS = /\/(contract|[a-z-]+-contract|statuses|limits|views)$/;

/** The only files of lib that may know next or next-auth. */
const SESSION_FILES = /^lib\/identity\/[a-z-]*(session|auth)[a-z-]*$/;

const LIMITS: [RegExp, number][] = [
  [/^server\.ts$/, 120],
  [/^worker\.ts$/, 40],
  [/\/route\.ts$/, 40],
  [/\.(ts|tsx|mjs)$/, 300],
];

const ROOM_NAMES = /^[a-z0-9]+(-[a-z0-9]+)*(\.test)?\.tsx?$/;
const BANNED_NAMES = /(^|-)(utils?|helpers?|common|manager|service|misc|index)(\.|-|$)/;

const FOLDERS = ['app', 'bench', 'components', 'db', 'demo', 'lib', 'peers', 'scripts', 'tests'];
const ROOT_FILES = ['server.ts', 'worker.ts'];

const sources = FOLDERS.flatMap((folder) => list(folder)).concat(ROOT_FILES);
const product = sources.filter((file) => !/^(tests|bench|scripts|demo|peers)\/|\.test\.tsx?$/.test(file));
const text = new Map(sources.map((file) => [file, readFileSync(file, 'utf8')]));
const imports = new Map(sources.map((file) => [file, importsOf(file)]));

function list(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.(ts|tsx|mjs)$/.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name));
}

/** What a file imports, our own files without extension (`lib/reports/rules`), packages by name. */
function importsOf(file: string): string[] {
  const source = (text.get(file) ?? '').replaceAll(/\/\*[\s\S]*?\*\//g, '');
  const specifiers = source.matchAll(
    /(?:^|[\s;}])(?:import|export)\s(?:[^'";]*?\sfrom\s)?'([^']+)'|import\('([^']+)'\)/g,
  );
  return [...specifiers].map(([, fixed, dynamic]) => {
    const specifier = fixed ?? dynamic ?? '';
    if (specifier.startsWith('#')) return specifier.slice(1);
    if (!specifier.startsWith('.')) return specifier;
    return posix.join(posix.dirname(file), specifier).replace(/\.(ts|tsx|mjs)$/, '');
  });
}

const withoutExtension = (file: string): string => file.replace(/\.(ts|tsx|mjs)$/, '');
const moduleOf = (path: string): string | null => /^lib\/([a-z0-9-]+)\//.exec(path)?.[1] ?? null;
const isKernel = (path: string): boolean => path.startsWith('lib/') && moduleOf(path) === null;

describe('rooms', () => {
  test('lib holds the kernel and the modules of the table, nothing else', () => {
    const entries = readdirSync('lib').map((name) => name.replace(/(\.test)?\.ts$/, ''));
    const known = new Set([...KERNEL, ...Object.keys(MAY_IMPORT), 'api-client', 'api-worker', 'query-keys']);
    expect(entries.filter((entry) => !known.has(entry))).toEqual([]);
  });

  test('files are named in words of the field, never utils, helpers, common, manager, service or index', () => {
    const named = product.filter((file) => /^(lib|components|db)\//.test(file));
    const wrong = named.filter((file) => {
      const name = file.split('/').at(-1) ?? '';
      return !ROOM_NAMES.test(name) || BANNED_NAMES.test(name);
    });
    expect(wrong).toEqual([]);
  });

  test('a use case stands alone in a file of its name', () => {
    const wrong = product.flatMap((file) => {
      if (moduleOf(file) === null) return [];
      const functions = [
        ...(text.get(file) ?? '').matchAll(/^export (?:async )?function\*? ?(\w+)\(\s*(context: Context)?/gm),
      ];
      const name = withoutExtension(file.split('/').at(-1) ?? '').replaceAll(/-(\w)/g, (_, letter: string) =>
        letter.toUpperCase(),
      );
      const useCases = functions.filter(([, , context]) => context !== undefined).map(([, verb]) => verb);
      const alone = useCases.length === 0 || (functions.length === 1 && useCases[0] === name);
      return alone ? [] : [`${file} exports ${functions.map(([, verb]) => verb).join(', ')}`];
    });
    expect(wrong).toEqual([]);
  });

  test('no file outgrows its room', () => {
    const wrong = sources.flatMap((file) => {
      const lines = (text.get(file) ?? '').split('\n').length - 1;
      const [, limit = 300] = LIMITS.find(([pattern]) => pattern.test(file)) ?? [];
      return lines > limit ? [`${file}: ${lines} of ${limit} lines`] : [];
    });
    expect(wrong).toEqual([]);
  });
});

describe('directions', () => {
  test('this test sees imports', () => {
    expect(imports.get('lib/reports/submit-report.ts')).toContain('lib/submissions/accept-submission');
    expect(imports.get('server.ts')).toEqual(
      expect.arrayContaining(['next', 'demo/load-demo', 'lib/http/route-table']),
    );
  });

  test('a module imports only the modules that the table allows it', () => {
    const wrong = product.flatMap((file) => {
      const from = moduleOf(file);
      if (from === null) return [];
      return (imports.get(file) ?? []).flatMap((target) => {
        const to = moduleOf(target);
        if (to === null || to === from || SHARED_WORDS.test(target)) return [];
        return MAY_IMPORT[from]?.includes(to) ? [] : [`${file} → ${target}`];
      });
    });
    expect(wrong).toEqual([]);
  });

  test('the kernel imports itself only', () => {
    const wrong = product
      .filter(isKernel)
      .flatMap((file) =>
        (imports.get(file) ?? [])
          .filter((target) => moduleOf(target) !== null || (target.startsWith('db/') && !mayKnowDatabase(file)))
          .map((target) => `${file} → ${target}`),
      );
    expect(wrong).toEqual([]);
  });

  test('what runs in browsers imports neither the database nor a use case', () => {
    const browser = /^lib\/([a-z]+\/client|(checks|templates)\/.*|api-client|api-worker|query-keys)$/;
    const wrong = product
      .filter((file) => browser.test(withoutExtension(file)))
      .flatMap((file) =>
        (imports.get(file) ?? [])
          .filter(
            (target) =>
              !browser.test(target) &&
              !SHARED_WORDS.test(target) &&
              !/^(lib\/(bytes|text|operation)|zod)$/.test(target),
          )
          .map((target) => `${file} → ${target}`),
      );
    expect(wrong).toEqual([]);
  });

  test('db imports nothing of lib, app or components', () => {
    const wrong = product
      .filter((file) => file.startsWith('db/'))
      .flatMap((file) =>
        (imports.get(file) ?? [])
          .filter((target) => /^(lib|app|components)\//.test(target))
          .map((target) => `${file} → ${target}`),
      );
    expect(wrong).toEqual([]);
  });

  test('lib knows neither next nor react, but for the session files of identity', () => {
    const wrong = product.flatMap((file) => {
      if (!file.startsWith('lib/') || SESSION_FILES.test(withoutExtension(file))) return [];
      return (imports.get(file) ?? [])
        .filter((target) => /^(next|react|next-auth)(\/|$)/.test(target))
        .map((target) => `${file} → ${target}`);
    });
    expect(wrong).toEqual([]);
  });

  test('components reach the product through contracts, clients, query keys and the pure rules of checks and templates', () => {
    const allowed = /^components\/|^lib\/(api-client|query-keys|text|[a-z]+\/client)$|^lib\/(checks|templates)\//;
    const wrong = product
      .filter((file) => file.startsWith('components/'))
      .flatMap((file) =>
        (imports.get(file) ?? [])
          .filter((target) => /^(lib|db|app)\//.test(target) && !allowed.test(target) && !SHARED_WORDS.test(target))
          .map((target) => `${file} → ${target}`),
      );
    expect(wrong).toEqual([]);
  });

  test('what the server asked for a page is shown to the person it was asked for only', () => {
    const wrong = product.filter((file) => /\bHydrationBoundary\b/.test(text.get(file) ?? ''));
    expect(wrong).toEqual(['components/session/page-of.tsx']);
  });

  test('route files reach the database through verbs only', () => {
    const wrong = product
      .filter((file) => file.endsWith('/route.ts'))
      .flatMap((file) =>
        (imports.get(file) ?? []).filter((target) => target.startsWith('db/')).map((target) => `${file} → ${target}`),
      );
    expect(wrong).toEqual([]);
  });

  test('no files import each other in a circle', () => {
    expect(findCycle()).toEqual([]);
  });
});

const mayKnowDatabase = (file: string): boolean =>
  KERNEL_MAY_IMPORT_DB.includes(withoutExtension(file).slice('lib/'.length));

/** The first circle of imports among our own files, as a path; [] when there is none. */
function findCycle(): string[] {
  const graph = new Map(product.map((file) => [withoutExtension(file), imports.get(file) ?? []]));
  const done = new Set<string>();
  const visit = (node: string, path: string[]): string[] => {
    if (path.includes(node)) return [...path.slice(path.indexOf(node)), node];
    if (done.has(node)) return [];
    for (const target of graph.get(node) ?? []) {
      if (!graph.has(target)) continue;
      const cycle = visit(target, [...path, node]);
      if (cycle.length > 0) return cycle;
    }
    done.add(node);
    return [];
  };
  for (const node of graph.keys()) {
    const cycle = visit(node, []);
    if (cycle.length > 0) return cycle;
  }
  return [];
}
