import { sql } from 'drizzle-orm';
import type { Queryable } from '#db/client';
import { recordEvent } from '#lib/audit/record-event';
import type { Context } from '#lib/context';
import type { Actor, AuthorizedDomain } from '#lib/identity/actor';
import { compileDestination, type CompiledDestination } from '#lib/routing/compile-destination';
import { FILTER_TYPES, type FilterFailure, type ItemFields } from '#lib/routing/contract';
import { filterInWords } from '#lib/routing/describe-filter';
import { parseFilter } from '#lib/routing/parse-filter';
import { printFilter } from '#lib/routing/print-filter';
import { mayReceive, routeItem } from '#lib/routing/route-item';
import {
  DRY_RUN_SUBMISSIONS,
  type DryRun,
  type DryRunItem,
  type DryRunResult,
} from '#lib/settings/destination-contract';
import { loadSnapshot } from '#lib/settings/load-snapshot';
import { presentInstant } from '#lib/settings/present-instant';
import { FILTER_SETTINGS } from '#lib/settings/receiver-contract';

interface TriedItem {
  submission_id: number;
  item_index: number;
  received_at: string;
  sender: string;
  topic: string;
  appointment_id: string | null;
  fields: ItemFields;
  report_text: string | null;
}

/**
 * What filters would have kept and removed of the organization's last 50 submissions, each at the time it was accepted, by
 * the code that routes; beside it what the saved filters of `destination` say. The destination counts as active. Values
 * that filters saw are told, so that looking is audited.
 */
export async function dryRunFilters(
  context: Context,
  actor: Actor,
  domain: AuthorizedDomain,
  tried: DryRun,
): Promise<DryRunResult> {
  const snapshot = await loadSnapshot(context.db);
  const name = `${domain}.${tried.destination ?? 'new'}`;
  const saved = tried.destination === null ? undefined : snapshot.findDestination(name);
  const draft = compileDestination({
    name,
    organization: domain,
    service: tried.destination ?? 'new',
    topic: tried.topic,
    active: true,
    filters: {
      JURISDICTIONAL_FILTER: tried[FILTER_SETTINGS.JURISDICTIONAL_FILTER],
      QUALITY_FILTER: tried[FILTER_SETTINGS.QUALITY_FILTER],
      ROUTING_FILTER: tried[FILTER_SETTINGS.ROUTING_FILTER],
      PROCESSING_MODE_FILTER: tried[FILTER_SETTINGS.PROCESSING_MODE_FILTER],
      CONDITION_FILTER: tried[FILTER_SETTINGS.CONDITION_FILTER],
    } satisfies Record<(typeof FILTER_TYPES)[number], string[]>,
  });
  const timeZone = snapshot.organizations.get(domain)?.timeZone ?? 'UTC';
  const before = saved && { ...saved, active: true };
  const items = (await readItems(context.db, domain)).map((item): DryRunItem => ({
    submissionId: item.submission_id,
    itemIndex: item.item_index,
    receivedAt: presentInstant(item.received_at),
    sender: item.sender,
    appointmentId: item.appointment_id,
    before: before ? decide(item, before, domain, timeZone) : null,
    after: decide(item, draft, domain, timeZone),
  }));
  await recordEvent(context, context.db, {
    action: 'receiver.dry_run',
    principal: actor.principal,
    organization: domain,
    entity: 'receiver',
    entityId: name,
    detail: { items: items.length },
  });
  const kept = (which: 'before' | 'after') => items.filter((item) => item[which]?.kind === 'kept').length;
  return {
    submissionCount: new Set(items.map(({ submissionId }) => submissionId)).size,
    keptBefore: before ? kept('before') : null,
    keptAfter: kept('after'),
    items,
  };
}

function decide(
  item: TriedItem,
  destination: CompiledDestination,
  domain: AuthorizedDomain,
  timeZone: string,
): DryRunItem['after'] {
  const fields = item.report_text === null ? item.fields : { ...item.fields, report_text: item.report_text };
  const now = new Date(item.received_at);
  if (!mayReceive(destination, domain, item.topic, [])) return { kind: 'other topic' };
  const [routing] = routeItem({ fields, now, timeZone }, [destination]);
  if (!routing) throw new Error('A destination was not decided on.');
  const { verdict } = routing;
  if (verdict.kind === 'routed') return { kind: 'kept' };
  const failures = verdict.failures.map((failure) => ({ ...failure, words: wordsOf(failure) }));
  return { kind: 'removed', filterType: verdict.filterType, failures };
}

function wordsOf({ filterName, filterArgs }: FilterFailure): string {
  const parsed = parseFilter(printFilter(filterName, filterArgs));
  return parsed.ok ? filterInWords(parsed.filter) : printFilter(filterName, filterArgs);
}

/** Items of the organization's last submissions with the texts that filters may read; withdrawals pass all filters. */
async function readItems(db: Queryable, domain: AuthorizedDomain): Promise<TriedItem[]> {
  const { rows } = await db.execute<TriedItem & Record<string, unknown>>(sql`
    with last as (
      select s.id, s.received_at, s.sender, s.topic, s.appointment_key from submissions s
      where s.organization = ${domain} and s.http_status = 201 and s.routed_at is not null
        and not exists (select from report_versions w where w.appointment_key = s.appointment_key
          and w.version = s.version and w.report_status = 'withdrawn')
      order by s.received_at desc, s.id desc limit ${DRY_RUN_SUBMISSIONS}
    )
    select l.id as submission_id, i.item_index, l.received_at, l.sender, coalesce(l.topic, '') as topic,
      a.appointment_id, i.fields, v.report_text
    from last l join submission_items i on i.submission_id = l.id
    left join appointments a on a.id = l.appointment_key
    left join report_versions v on v.report_guid = i.report_guid
    order by l.received_at desc, l.id desc, i.item_index limit 500`);
  return rows;
}
