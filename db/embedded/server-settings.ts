import { totalmem } from 'node:os';

const MEBIBYTE = 2 ** 20;

/**
 * PostgreSQL's settings for the embedded server, given on its command line at every start: what was written into the
 * data folder by an older version, or by hand, cannot weaken them. Loopback only; a commit is on disk before it is answered.
 */
export function serverSettings(port: number): string[] {
  const settings: Record<string, string | number> = {
    port,
    listen_addresses: '127.0.0.1',
    unix_socket_directories: '',
    password_encryption: 'scram-sha-256',
    fsync: 'on',
    synchronous_commit: 'on',
    full_page_writes: 'on',
    max_connections: 200,
    shared_buffers: `${sharedBuffers()}MB`,
    max_wal_size: '2GB',
    jit: 'off',
    // Parallel queries need shared memory that containers keep small, and this server's queries are short.
    max_parallel_workers_per_gather: 0,
    timezone: 'UTC',
    log_timezone: 'UTC',
    // Statements and key values hold patient data: the client gets its errors, the log only what the server itself does.
    log_min_messages: 'log',
    log_min_error_statement: 'panic',
    log_error_verbosity: 'terse',
    log_checkpoints: 'off',
    logging_collector: 'off',
  };
  return Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
}

/** An eighth of the memory this process may use, between 64 and 512 MiB. */
function sharedBuffers(): number {
  const limit = process.constrainedMemory();
  const memory = limit > 0 ? Math.min(limit, totalmem()) : totalmem();
  return Math.min(512, Math.max(64, Math.floor(memory / 8 / MEBIBYTE)));
}
