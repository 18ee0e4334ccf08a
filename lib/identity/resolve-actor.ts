import { sql, type SQL } from 'drizzle-orm';
import type { Queryable } from '#db/client';
import { defineStatement } from '#db/statement';
import type { Actor, Role } from '#lib/identity/actor';
import { sha256 } from '#lib/ids';

/** What a request presented: a bearer token, or the session that its cookie names. */
export type Credentials = { kind: 'bearer'; token: string } | { kind: 'session'; userId: string; sessionId: string };

export interface Resolved<Alongside> {
  actor: Actor;
  /** Requests of this principal in the current minute, this one included, and what is allowed. */
  rate: { count: number; limit: number; secondsLeft: number };
  /** The database's clock at this read. */
  now: Date;
  settingsVersion: number;
  /** What the caller asked to read in the same statement; null without a valid caller. */
  alongside: Alongside | null;
}

interface CallerRow {
  client_id: string | null;
  sender: string | null;
  domains: string[] | null;
  scopes: string[] | null;
  user_id: string | null;
  session_id: string | null;
  name: string | null;
  email: string | null;
  provider_number: string | null;
  platform_admin: boolean | null;
  must_change_password: boolean | null;
  roles: { organization: string; role: Role }[] | null;
  rate_count: number;
  rate_limit: number;
  seconds_left: number;
  now: Date;
  settings_version: number;
  alongside: unknown;
}

/** Requests a person's portal may make in a minute: far above what the pages need. */
const SESSION_RATE_LIMIT = 1200;

const BEARER = sql`select 'client:' || c.client_id as principal, c.rate_limit_per_minute as rate_limit, c.client_id, c.sender,
    case when '*' = any (c.domains) then t.domains
         else array(select unnest(t.domains) intersect select unnest(c.domains)) end as domains,
    array(select unnest(t.scopes) intersect select unnest(c.scopes)) as scopes,
    null::uuid as user_id, null::uuid as session_id, null as name, null as email, null as provider_number,
    null::boolean as platform_admin, null::boolean as must_change_password, null::json as roles
  from access_tokens t join clients c using (client_id)
  where t.token_hash = ${sql.placeholder('tokenHash')} and t.expires_at > now() and c.revoked_at is null`;

const SESSION = sql`select 'user:' || u.id as principal, ${sql.raw(String(SESSION_RATE_LIMIT))} as rate_limit, null as client_id, null as sender,
    null::text[] as domains, null::text[] as scopes,
    u.id as user_id, s.id as session_id, u.name, u.email, u.provider_number, u.platform_admin,
    s.opened_by = 'password' and u.password_expires_at is not null as must_change_password,
    (select coalesce(json_agg(json_build_object('organization', m.organization, 'role', m.role)), '[]')
     from memberships m where m.user_id = u.id) as roles
  from sessions s join users u on u.id = s.user_id
  where s.id = ${sql.placeholder('sessionId')}::uuid and s.user_id = ${sql.placeholder('userId')}::uuid
    and s.ended_at is null and s.expires_at > now()
    and s.last_active_at + make_interval(mins => s.idle_limit_minutes) > now() and u.disabled_at is null`;

const around = (caller: SQL, alongside: SQL) => sql`with caller as (${caller}),
  rate as (
    insert into rate_counters (principal, minute, count)
    select principal, floor(extract(epoch from now()) / 60), 1 from caller
    on conflict (principal) do update set minute = excluded.minute,
      count = case when rate_counters.minute = excluded.minute then rate_counters.count + 1 else 1 end
    returning count
  )
  select caller.*, rate.count as rate_count, ceil(60 - extract(second from now()))::int as seconds_left, now() as now,
    (select version from settings_version) as settings_version, (${alongside}) as alongside
  from caller, rate`;

/**
 * Makes the preparatory read of a request: who calls, how often this minute, the settings version, and whatever
 * `alongside` (a scalar subquery; it may use `caller.principal` and placeholders) adds, in ONE statement. The read
 * answers null when the token or session is unknown, expired, revoked, idle too long, or its owner disabled.
 */
export function defineActorResolver<Alongside>(alongside: SQL = sql`null::json`) {
  const byToken = defineStatement<{ tokenHash: Buffer }, CallerRow>(around(BEARER, alongside));
  const bySession = defineStatement<{ sessionId: string; userId: string }, CallerRow>(around(SESSION, alongside));
  return async (db: Queryable, credentials: Credentials, input: object = {}): Promise<Resolved<Alongside> | null> => {
    const [row] =
      credentials.kind === 'bearer'
        ? await byToken(db, { ...input, tokenHash: sha256(credentials.token) })
        : await bySession(db, { ...input, sessionId: credentials.sessionId, userId: credentials.userId });
    if (!row) return null;
    return {
      actor: toActor(row),
      rate: { count: row.rate_count, limit: row.rate_limit, secondsLeft: row.seconds_left },
      now: row.now,
      settingsVersion: row.settings_version,
      alongside: row.alongside as Alongside | null,
    };
  };
}

function toActor(row: CallerRow): Actor {
  if (row.client_id !== null) {
    return {
      kind: 'client',
      principal: `client:${row.client_id}`,
      clientId: row.client_id,
      sender: row.sender ?? 'partner',
      domains: row.domains ?? [],
      scopes: row.scopes ?? [],
    };
  }
  const mustChangePassword = row.must_change_password ?? false;
  const roles = new Map<string, Role[]>();
  for (const { organization, role } of mustChangePassword ? [] : (row.roles ?? [])) {
    roles.set(organization, [...(roles.get(organization) ?? []), role]);
  }
  return {
    kind: 'user',
    principal: `user:${row.user_id}`,
    userId: row.user_id ?? '',
    sessionId: row.session_id ?? '',
    name: row.name ?? '',
    email: row.email ?? '',
    providerNumber: row.provider_number,
    roles,
    platformAdmin: !mustChangePassword && (row.platform_admin ?? false),
    mustChangePassword,
  };
}
