import { z } from 'zod';

const flag = z.enum(['true', 'false']).transform((value) => value === 'true');

const environment = z.object({
  PORT: z.coerce.number().int().min(0).max(65_535).default(3000),
  HOST: z.string().min(1).default('127.0.0.1'),
  READOUT_DATA_DIR: z.string().min(1).default('.data'),
  DATABASE_URL: z
    .string()
    .regex(/^postgres(ql)?:\/\//, 'must start with postgres:// or postgresql://')
    .optional(),
  READOUT_SETTINGS: z.string().min(1).optional(),
  READOUT_WORKER: z.enum(['embedded', 'off']).default('embedded'),
  NEXTAUTH_SECRET: z.string().min(32, 'must have at least 32 characters').optional(),
  NEXTAUTH_URL: z.url('must be an address such as https://readout.example').optional(),
  READOUT_SECRET_KEY: z.string().min(32, 'must have at least 32 characters').optional(),
  OIDC_ISSUER: z.url().optional(),
  OIDC_CLIENT_ID: z.string().min(1).optional(),
  OIDC_CLIENT_SECRET: z.string().min(1).optional(),
  OIDC_NAME: z.string().min(1).max(60).optional(),
  READOUT_ALLOW_PRIVATE_DESTINATIONS: flag.optional(),
  READOUT_KEEP_ATTEMPTS_DAYS: z.coerce.number().int().min(1).max(3650).default(30),
  READOUT_PREPARED_STATEMENTS: flag.default(true),
  READOUT_TRUSTED_PROXIES: z.coerce.number().int().min(0).max(10).default(0),
  LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']).default('info'),
});

/** The parsed environment. Secrets may still be missing when the embedded database generates them. */
export type Config = z.output<typeof environment>;

/**
 * Parses the environment once. Throws an Error whose message is one line that names every wrong variable and why.
 * With `DATABASE_URL` both secrets must be given: several processes have to agree on them.
 */
export function parseConfig(variables: Record<string, string | undefined>): Config {
  const present = Object.fromEntries(Object.entries(variables).filter(([, value]) => value !== ''));
  const parsed = environment.safeParse(present);
  if (!parsed.success) throw new Error(parsed.error.issues.map(describeIssue).join('; '));
  const config = parsed.data;
  const missing = (['NEXTAUTH_SECRET', 'READOUT_SECRET_KEY'] as const).filter((name) => !config[name]);
  if (config.DATABASE_URL && missing.length > 0) {
    throw new Error(`${missing.join(' and ')} must be set (at least 32 characters) when DATABASE_URL is set`);
  }
  const oidc = [config.OIDC_ISSUER, config.OIDC_CLIENT_ID, config.OIDC_CLIENT_SECRET].filter(Boolean);
  if (oidc.length > 0 && oidc.length < 3) {
    throw new Error('OIDC_ISSUER, OIDC_CLIENT_ID and OIDC_CLIENT_SECRET must be set together');
  }
  if (config.OIDC_ISSUER && !config.NEXTAUTH_URL) {
    throw new Error('NEXTAUTH_URL must be set with OIDC_ISSUER: it is where the provider sends people back to');
  }
  return config;
}

function describeIssue(issue: z.core.$ZodIssue): string {
  return `${issue.path.join('.')} is not valid: ${issue.message}`;
}

/** The environment of a running process: secrets are there, given or generated. */
export type RuntimeConfig = Config & { NEXTAUTH_SECRET: string; READOUT_SECRET_KEY: string };

const shared = globalThis as { readoutConfig?: RuntimeConfig };

/** Sets the process-wide configuration, once, before anything is served. */
export function useConfig(config: RuntimeConfig): void {
  shared.readoutConfig = config;
}

/** Whether files may be sent to loopback and private addresses: as told, or with the embedded database; else not. */
export function allowsPrivateDestinations(): boolean {
  const loaded = shared.readoutConfig;
  return loaded?.READOUT_ALLOW_PRIVATE_DESTINATIONS ?? (loaded !== undefined && loaded.DATABASE_URL === undefined);
}

/** Days for which what was sent and answered in an attempt to deliver is kept. */
export const keptAttemptDays = (): number => shared.readoutConfig?.READOUT_KEEP_ATTEMPTS_DAYS ?? 30;

/** The process-wide configuration; throws when the process has not been started properly. */
export function config(): RuntimeConfig {
  if (!shared.readoutConfig) throw new Error('The configuration was not loaded.');
  return shared.readoutConfig;
}
