import { sql, type SQL } from 'drizzle-orm';
import { transaction, type Database, type Queryable } from '#db/client';
import { NEIGHBOURS, ORGANIZATION } from './settings.ts';

const [NORTH = '', SOUTH = '', TINY = ''] = NEIGHBOURS;

/** Services that every submission is routed to, or away from. */
export const DESTINATIONS = ['archive', 'ehr', 'finals', 'registry', 'research'];

/** Tables that are filled, parents first. */
const TABLES = [
  'appointments',
  'submissions',
  'report_versions',
  'submission_items',
  'submission_messages',
  'routings',
  'deliveries',
  'delivery_items',
];

/** An array's elements as quoted names: drizzle would spread it into parameters. */
const tables = sql.raw(`array[${TABLES.map((name) => `'${name}'::regclass`).join(', ')}]`);

/**
 * Fills an empty database with `count` submissions over two years: 70 % of one organization, the rest of three others;
 * 79 % portal and partner reports (every ninth a second version), 20 % HL7 files, 1 % refused files; five routings each,
 * of which some were filtered, superseded or skipped, failed, or still wait. Indexes and foreign keys are made again
 * afterwards. Hours are not counted.
 */
export async function fillHistory(db: Database, count: number): Promise<void> {
  await transaction(db, async (tx) => {
    await tx.execute(sql`set local maintenance_work_mem = '256MB'`);
    const later = await takeConstraints(tx);
    // All hours are still to be counted for the first time: none has to be marked.
    await tx.execute(sql`alter table submissions disable trigger user`);
    for (const statement of statements(count)) await tx.execute(statement);
    await tx.execute(sql`alter table submissions enable trigger user`);
    for (const statement of later) await tx.execute(sql.raw(statement));
  });
  for (const name of TABLES) await db.execute(sql.raw(`vacuum analyze ${name}`));
}

/** Drops foreign keys and indexes that are no constraint of their own; returns what makes them again. */
async function takeConstraints(tx: Queryable): Promise<string[]> {
  const { rows } = await tx.execute<{ remove: string; restore: string }>(sql`
    select format('drop index %s', i.indexrelid::regclass) as remove, pg_get_indexdef(i.indexrelid) as restore
    from pg_index i where i.indrelid = any (${tables})
      and not exists (select 1 from pg_constraint c where c.conindid = i.indexrelid and c.contype in ('p', 'u'))
    union all
    select format('alter table %s drop constraint %I', c.conrelid::regclass, c.conname),
      format('alter table %s add constraint %I %s', c.conrelid::regclass, c.conname, pg_get_constraintdef(c.oid))
    from pg_constraint c where c.conrelid = any (${tables}) and c.contype = 'f'`);
  for (const { remove } of rows) await tx.execute(sql.raw(remove));
  return rows.map(({ restore }) => restore);
}

/** A UUID that grows with `at`, as version 7 does. `kind` tells those of one number apart. */
const uuidOf = (at: SQL, number: SQL, kind: number): SQL =>
  sql`(lpad(to_hex((extract(epoch from ${at}) * 1000)::bigint), 12, '0') || '70' || lpad(${sql.raw(`'${kind}'`)}, 2, '0')
    || '8000' || lpad(to_hex(${number}), 12, '0'))::uuid`;

/** One row per submission with everything the others are made of. Decimal digits of `n` decide what it is. */
const seeds = (count: number): SQL => sql`
  create temp table seeds on commit drop as
  select n, case when n % 100 < 70 then ${ORGANIZATION} when n % 100 < 90 then ${NORTH} when n % 100 < 98 then ${SOUTH}
      else ${TINY} end as organization,
    at, to_char(at, 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as iso, ${uuidOf(sql`at`, sql`n`, 1)} as report_id,
    case when n % 1000 = 333 then 'refused' when n % 10 in (4, 7) then 'file' else 'report' end as kind,
    case when n % 10 = 9 then n - 1 else n end as appointment, case when n % 10 = 9 then 2 else 1 end as version,
    case when n > ${count}::int - ${Math.ceil(count / 1000)}::int then 'waiting' when n % 250 = 1 then 'failed'
      when n % 500 = 2 then 'retrying' else 'delivered' end as fate,
    n % 10 in (1, 5, 8) as filtered_by_archive, n % 5 = 0 as preliminary,
    n % 10 = 8 and n < ${count}::int as replaced, n % 2000 = 42 as skipped, n % 50 <> 6 as elsewhere
  from (select n, now() - interval '730 days' * (1 - n / ${count}::float8) as at
    from generate_series(1, ${count}::int) n) g`;

const appointments = sql`
  insert into appointments (domain, appointment_id, status, told_status, scheduled_site, appointment_date, patient_id,
    patient_name, modality, study_description, accession_number, priority, due_at, current_version, current_report_guid,
    current_report_status, first_final_at, created_at, updated_at)
  select organization, 'A' || appointment, 'FINALISED', 'PENDING REPORTING', 'Northside', at::date, 'P' || appointment,
    'DOE, Jane', 'CT', 'CT head', 'ACC' || appointment, 'ROUTINE', at, version, report_id,
    case when preliminary then 'preliminary' else 'final' end, case when not preliminary then at end, at, at
  from (select distinct on (appointment) * from seeds where kind = 'report' order by appointment, version desc) s
  order by n`;

const NO_ITEMS = ['filtered', 'skipped', 'superseded', 'waiting', 'retrying', 'failed', 'delivered']
  .map((fate) => `"${fate}":0`)
  .join();

/** A tally with one item of one fate, as text: of two members of one name jsonb keeps the last. */
const tally = (service: string, fate: SQL): SQL =>
  sql`format(${`{"destination":"%s.${service}",${NO_ITEMS},"sendingAt":"%s","%s":1}`}, s.organization, iso, ${fate})`;

const submissions = sql`
  insert into submissions (id, report_id, organization, sender, topic, source, http_status, external_name,
    report_item_count, appointment_key, version, principal, correlation_id, received_at, routed_at, valid_item_count,
    overall_status, delivery_state, destinations, error_count, warning_count, last_reached_at)
  overriding system value
  select s.n, case when kind <> 'refused' then report_id end, s.organization,
    case when kind <> 'report' then 'default' when s.n % 3 = 0 then 'partner' else 'portal' end, 'radiology',
    case when kind <> 'report' then 'reportstream' when s.n % 3 = 0 then 'partner' else 'portal' end,
    case when kind = 'refused' then 400 else 201 end, case when kind <> 'report' then 'batch-' || s.n || '.hl7' end,
    1, a.id, case when kind = 'report' then s.version end, 'client:bench-ris', 'c' || s.n, at, at,
    case when kind = 'refused' then 0 else 1 end,
    case when kind = 'refused' then 'Error' when fate <> 'delivered' then 'Waiting to Deliver'
      when filtered_by_archive or preliminary or replaced or skipped then 'Partially Delivered' else 'Delivered' end,
    case when kind = 'refused' then 'not_delivering' else fate end,
    case when kind = 'refused' then '[]' else ('[' || concat_ws(',',
      ${tally('archive', sql`case when filtered_by_archive then 'filtered' else fate end`)},
      ${tally('ehr', sql`fate`)}, ${tally('finals', sql`case when preliminary then 'filtered' else fate end`)},
      ${tally('registry', sql`case when replaced then 'superseded' when skipped then 'skipped' else fate end`)},
      case when not elsewhere then ${tally('research', sql`fate`)} end) || ']')::jsonb end,
    case when kind = 'refused' then 1 else 0 end, filtered_by_archive::int + preliminary::int,
    case when fate = 'delivered' then at + interval '2 seconds' end
  from seeds s left join appointments a on s.kind = 'report' and a.domain = s.organization
    and a.appointment_id = 'A' || s.appointment
  order by s.n`;

const messages = sql`
  insert into submission_messages (submission_id, level, scope, error_code, message)
  select n, 'error', 'report', 'INVALID_HL7_MESSAGE_FORMAT', 'The message has no MSH segment.' from seeds
  where kind = 'refused'`;

const versions = sql`
  insert into report_versions (report_guid, appointment_key, version, report_status, result_status, report_text,
    report_format, reported_at_utc, source, principal, text_sha256, content_sha256, record_sha256, chain_hash, snapshot,
    accepted_at)
  select s.report_id, u.appointment_key, s.version, case when preliminary then 'preliminary' else 'final' end,
    case when preliminary then 'P' else 'F' end, 'No acute intracranial abnormality. Report ' || s.n, 'text/plain',
    iso, u.source, u.principal, sha256('t'), sha256('c'), sha256('r'),
    sha256(int4send(s.n)), '{}', at
  from seeds s join submissions u on u.id = s.n where s.kind = 'report' order by s.n`;

const items = sql`
  insert into submission_items (submission_id, item_index, tracking_id, report_guid, fields)
  select n, 1, report_id::text, report_id, jsonb_build_object('sending_org', organization, 'modality', 'CT',
    'accession_number', 'ACC' || appointment, 'report_status', case when preliminary then 'preliminary' else 'final' end)
  from seeds where kind <> 'refused' order by n`;

const routings = sql`
  insert into routings (submission_id, item_index, destination, state, filter_type, failures, order_key, version,
    organization, received_at)
  select n, 1, organization || '.' || service, coalesce(verdict, fate), filter,
    case when filter is not null then '[{"filterName": "matches", "filterArgs": ["modality", "MR"], "valuesSeen":
      [{"field": "modality", "value": "CT"}]}]'::jsonb end,
    organization || '/A' || appointment, version, organization, at
  from seeds, lateral (values
      ('archive', case when filtered_by_archive then 'filtered' end, case when not filtered_by_archive then null
        when n % 1000 = 1 then 'QUALITY_FILTER' else 'ROUTING_FILTER' end),
      ('ehr', null, null),
      ('finals', case when preliminary then 'filtered' end, case when preliminary then 'CONDITION_FILTER' end),
      ('registry', case when replaced then 'superseded' when skipped then 'skipped' end, null),
      ('research', case when elsewhere then 'outside' end, case when elsewhere then 'JURISDICTIONAL_FILTER' end)
    ) d(service, verdict, filter)
  where kind <> 'refused' order by n, service`;

/** Routings that became files, numbered as their deliveries are. */
const filed = sql`(select row_number() over (order by submission_id, destination) as id, * from routings
  where state not in ('outside', 'filtered', 'skipped'))`;

const deliveries = sql`
  insert into deliveries (id, report_id, destination, organization, state, item_count, attempts,
    next_attempt_at, file_name, file_type, created_at, closed_at, expires_at)
  overriding system value
  select id, ${uuidOf(sql`received_at`, sql`id`, 2)}, destination, organization,
    case state when 'delivered' then 'sent' when 'waiting' then 'queued' else state end, 1, 1,
    case when state in ('waiting', 'retrying') then now() + interval '1 day' else received_at end,
    split_part(destination, '.', 2) || '-' || id || '.txt', 'TEXT', received_at,
    case when state in ('delivered', 'failed', 'superseded') then received_at + interval '2 seconds' end,
    received_at + interval '30 days'
  from ${filed} f`;

const deliveryItems = sql`
  insert into delivery_items (submission_id, item_index, delivery_id, destination, order_key, version)
  select submission_id, 1, id, destination, order_key, version from ${filed} f`;

const statements = (count: number): SQL[] => [
  seeds(count),
  sql`analyze seeds`,
  appointments,
  sql`create unique index appointments_fill on appointments (domain, appointment_id)`,
  sql`analyze appointments`,
  submissions,
  sql`drop index appointments_fill`,
  sql`analyze submissions`,
  messages,
  versions,
  items,
  routings,
  deliveries,
  deliveryItems,
  sql`select setval(pg_get_serial_sequence('submissions', 'id'), ${count}::bigint)`,
  sql`select setval(pg_get_serial_sequence('deliveries', 'id'), (select max(id) from deliveries))`,
];
