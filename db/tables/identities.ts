import { sql } from 'drizzle-orm';
import {
  bigint,
  boolean,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  uniqueIndex,
  uuid,
} from 'drizzle-orm/pg-core';
import { bytea, instant } from '#db/tables/columns';
import { organizations } from '#db/tables/organizations';

export const users = pgTable(
  'users',
  {
    id: uuid('id').primaryKey(),
    email: text('email').notNull(),
    name: text('name').notNull(),
    passwordHash: text('password_hash'),
    /** Until when a temporary password signs in; null for one that its owner chose. */
    passwordExpiresAt: instant('password_expires_at'),
    providerNumber: text('provider_number'),
    platformAdmin: boolean('platform_admin').notNull().default(false),
    disabledAt: instant('disabled_at'),
    createdAt: instant('created_at').notNull().defaultNow(),
  },
  (t) => [uniqueIndex('users_email').on(sql`lower(${t.email})`)],
);

export const memberships = pgTable(
  'memberships',
  {
    userId: uuid('user_id')
      .notNull()
      .references(() => users.id, { onDelete: 'cascade' }),
    organization: text('organization')
      .notNull()
      .references(() => organizations.name),
    role: text('role').$type<'clinician' | 'admin'>().notNull(),
  },
  (t) => [primaryKey({ columns: [t.userId, t.organization, t.role] })],
);

/** Who a user is at the single sign-on provider (OpenID Connect Core §5.7: issuer and subject, never the address). */
export const userSubjects = pgTable(
  'user_subjects',
  {
    issuer: text('issuer').notNull(),
    subject: text('subject').notNull(),
    userId: uuid('user_id')
      .notNull()
      .references(() => users.id, { onDelete: 'cascade' }),
    createdAt: instant('created_at').notNull().defaultNow(),
  },
  (t) => [primaryKey({ columns: [t.issuer, t.subject] }), uniqueIndex('user_subjects_user').on(t.userId, t.issuer)],
);

/** A portal session; the cookie only names it, so signing out and disabling a user work at once. */
export const sessions = pgTable(
  'sessions',
  {
    id: uuid('id').primaryKey(),
    userId: uuid('user_id')
      .notNull()
      .references(() => users.id, { onDelete: 'cascade' }),
    createdAt: instant('created_at').notNull().defaultNow(),
    /** Last user input (not polling): what the idle limit counts from. */
    lastActiveAt: instant('last_active_at').notNull().defaultNow(),
    /** The shortest idle limit of the user's organizations when the session began. */
    idleLimitMinutes: integer('idle_limit_minutes').notNull(),
    expiresAt: instant('expires_at').notNull(),
    endedAt: instant('ended_at'),
    /** What somebody was recognised by. */
    openedBy: text('opened_by').$type<'password' | 'provider'>().notNull().default('password'),
  },
  (t) => [index('sessions_user').on(t.userId)],
);

/** OAuth clients of partners. `domains` may be `{*}` for a platform client. */
export const clients = pgTable('clients', {
  clientId: text('client_id').primaryKey(),
  organization: text('organization')
    .notNull()
    .references(() => organizations.name),
  domains: text('domains').array().notNull(),
  scopes: text('scopes').array().notNull(),
  sender: text('sender').notNull(),
  rateLimitPerMinute: integer('rate_limit_per_minute').notNull(),
  jwks: jsonb('jwks').$type<{ keys: Record<string, unknown>[] }>(),
  revokedAt: instant('revoked_at'),
  createdAt: instant('created_at').notNull().defaultNow(),
});

/** Secrets of a client, hashed with scrypt; two are valid while one is being rotated out. */
export const clientSecrets = pgTable(
  'client_secrets',
  {
    id: uuid('id').primaryKey(),
    clientId: text('client_id')
      .notNull()
      .references(() => clients.clientId, { onDelete: 'cascade' }),
    secretHash: text('secret_hash').notNull(),
    /** `settings` for the one a settings file names (replaced when that changes), else `portal`. */
    origin: text('origin').$type<'settings' | 'portal'>().notNull(),
    createdAt: instant('created_at').notNull().defaultNow(),
    expiresAt: instant('expires_at'),
  },
  (t) => [index('client_secrets_client').on(t.clientId)],
);

/** Opaque bearer tokens, stored as SHA-256 (256 random bits: OWASP ASVS 6.5.2). */
export const accessTokens = pgTable(
  'access_tokens',
  {
    tokenHash: bytea('token_hash').primaryKey(),
    clientId: text('client_id')
      .notNull()
      .references(() => clients.clientId, { onDelete: 'cascade' }),
    scopes: text('scopes').array().notNull(),
    domains: text('domains').array().notNull(),
    createdAt: instant('created_at').notNull().defaultNow(),
    expiresAt: instant('expires_at').notNull(),
  },
  (t) => [index('access_tokens_expiry').on(t.expiresAt)],
);

/** `jti` values of client assertions already used (RFC 7523 §3). */
export const usedAssertions = pgTable(
  'used_assertions',
  {
    clientId: text('client_id').notNull(),
    jti: text('jti').notNull(),
    expiresAt: instant('expires_at').notNull(),
  },
  (t) => [primaryKey({ columns: [t.clientId, t.jti] })],
);

/**
 * Requests counted per principal and minute, shared by all processes. UNLOGGED (see migration): a crash may forget a
 * minute's count, and the counter's hot row must not wait for the disk.
 */
export const rateCounters = pgTable(
  'rate_counters',
  {
    principal: text('principal').notNull(),
    minute: bigint('minute', { mode: 'number' }).notNull(),
    count: integer('count').notNull(),
  },
  (t) => [primaryKey({ columns: [t.principal] })],
);
