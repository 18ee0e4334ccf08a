import type { Context } from '#lib/context';
import type { Actor, AuthorizedDomain } from '#lib/identity/actor';
import { sha256 } from '#lib/ids';
import type { ReportPreview, SubmitReport } from '#lib/reports/contract';
import { drawUpVersion, type DrawnVersion } from '#lib/reports/draw-up-version';
import { readHead } from '#lib/reports/read-head';
import type { FilterFailure } from '#lib/routing/contract';
import { filterInWords } from '#lib/routing/describe-filter';
import { parseFilter } from '#lib/routing/parse-filter';
import { printFilter } from '#lib/routing/print-filter';
import type { SettingsSnapshot } from '#lib/settings/build-snapshot';
import { loadSnapshot } from '#lib/settings/load-snapshot';

export interface PreviewReportInput {
  domain: AuthorizedDomain;
  appointmentId: string;
  body: SubmitReport;
  expectedVersion: number | null;
}

/**
 * What a submission would become and where it would go, from the code that submits and routes; nothing is stored. Throws
 * what the submission would throw.
 */
export async function previewReport(context: Context, actor: Actor, input: PreviewReportInput): Promise<ReportPreview> {
  const { domain, appointmentId, body } = input;
  const at = context.at?.toISOString() ?? null;
  const target = { domain, appointmentId, key: null, at, principal: actor.principal };
  const { prepared, now, settingsVersion } = await readHead(context.db, target);
  const settings = await loadSnapshot(context.db, settingsVersion);
  const toDrawUp = { ...input, textSha256: sha256(body.reportText) };
  return present(drawUpVersion(actor, toDrawUp, prepared.head, settings, now), settings);
}

function present({ version, routed, holdSeconds }: DrawnVersion, settings: SettingsSnapshot): ReportPreview {
  return {
    version: version.version,
    resultStatus: version.resultStatus,
    holdSeconds,
    destinations: routed.routings.map(({ destination: name, state, filter_type: filterType, failures }) => ({
      destination: name,
      organization: settings.findDestination(name)?.organizationDescription ?? name,
      description: settings.findDestination(name)?.settings.description ?? '',
      verdict: state === 'outside' ? 'outside jurisdiction' : state === 'filtered' ? 'filtered' : 'routed',
      sendingAt: routed.deliveries.find(({ destination }) => destination === name)?.next_attempt_at ?? null,
      filterType,
      failures: (failures ?? []).map((failure) => ({ ...failure, words: wordsOf(failure) })),
    })),
  };
}

function wordsOf({ filterName, filterArgs }: FilterFailure): string {
  const parsed = parseFilter(printFilter(filterName, filterArgs));
  return parsed.ok ? filterInWords(parsed.filter) : printFilter(filterName, filterArgs);
}
