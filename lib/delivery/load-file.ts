import { sql } from 'drizzle-orm';
import type { Queryable } from '#db/client';
import { defineStatement } from '#db/statement';
import type { OutgoingExam, OutgoingFile, OutgoingReport, PayloadSettings } from '#lib/payloads/contract';
import type { SettingsSnapshot } from '#lib/settings/build-snapshot';

type ItemRow = Omit<
  OutgoingReport,
  'authority' | 'number' | 'organizationName' | 'exam' | 'timeZone' | 'reportText'
> & {
  /** Submission and position. */
  item: string;
  orderKey: string;
  organization: string;
  /** Null where the item carries no report. */
  reportText: string | null;
  exam: Partial<OutgoingExam> | null;
  /** The exam's times are the organization's own, not those of a message from somewhere. */
  isOurs: boolean;
};

type FileRow = {
  deliveryId: number;
  destination: string;
  fileType: PayloadSettings['format'];
  createdAt: Date;
};

/** A file without an item. */
type NoItemRow = { item: null };

/** What a file looks like whose destination has no settings that can be read (any more): a withdrawal goes all the same. */
const PLAIN: Omit<PayloadSettings, 'format'> = { dialect: 'generic-2.5.1', characterSet: 'UNICODE UTF-8' };

/** A file, and of which items it is: those that are not superseded, whether they carry a report or not. */
export interface LoadedFile {
  file: OutgoingFile;
  items: readonly string[];
}

/**
 * What a delivery's file is made of: its reports that are not superseded, in item order, and the settings of its
 * destination; in the format that its name says. Without items all are superseded; an item that carries no report is no part of it.
 */
export async function loadFile(tx: Queryable, deliveryId: number, settings: SettingsSnapshot): Promise<LoadedFile> {
  const loaded = (await loadFiles(tx, [deliveryId], settings)).get(deliveryId);
  if (!loaded) throw new Error('A delivery vanished while it was read.');
  return loaded;
}

/**
 * `loadFile` of several, which are read in one statement when the first of them is asked for; each by itself when that
 * fails: one that cannot be read is no other's fault.
 */
export function loadTogether(
  tx: Queryable,
  deliveryIds: number[],
  settings: SettingsSnapshot,
): (deliveryId: number) => Promise<LoadedFile> {
  let files: Promise<Map<number, LoadedFile> | null> | undefined;
  return async (deliveryId) => {
    files ??= loadFiles(tx, deliveryIds, settings).catch(() => null);
    return (await files)?.get(deliveryId) ?? loadFile(tx, deliveryId, settings);
  };
}

async function loadFiles(
  tx: Queryable,
  deliveryIds: number[],
  settings: SettingsSnapshot,
): Promise<Map<number, LoadedFile>> {
  const files = new Map<number, FileRow & { held: ItemRow[] }>();
  for (const row of await select(tx, { deliveryIds })) {
    const file = files.get(row.deliveryId) ?? { ...row, held: [] };
    if (row.item !== null) file.held.push(row);
    files.set(row.deliveryId, file);
  }
  return new Map([...files].map(([id, file]) => [id, toFile(file, file.held, settings)]));
}

function toFile(
  { destination, fileType, createdAt }: FileRow,
  items: readonly ItemRow[],
  settings: SettingsSnapshot,
): LoadedFile {
  const known = settings.findDestination(destination)?.settings;
  const file: OutgoingFile = {
    destination,
    settings: { ...(known ?? PLAIN), format: fileType },
    reports: items.flatMap((item) => toReport(item, settings) ?? []),
    createdAt,
    isBatch: known?.timing.operation === 'MERGE',
    processingMode: 'P',
  };
  return { file, items: items.map(({ item }) => item) };
}

/** The items of a file that are not superseded, as `loadFile` tells them: items are superseded, and never come back. */
export async function listItems(tx: Queryable, deliveryId: number): Promise<string[]> {
  const { rows } = await tx.execute<{ item: string }>(sql`
    select ${ITEM} as item from deliveries f join delivery_items d on d.delivery_id = f.id join ${ROUTING}
    where f.id = ${deliveryId} order by d.submission_id, d.item_index`);
  return rows.map(({ item }) => item);
}

const ITEM = sql`d.submission_id || '.' || d.item_index`;

/** The routing of an item that the file still carries. */
const ROUTING = sql`routings r on r.submission_id = d.submission_id and r.item_index = d.item_index
  and r.destination = f.destination and r.state <> 'superseded'`;

const select = defineStatement<{ deliveryIds: number[] }, FileRow & (ItemRow | NoItemRow)>(sql`
  select f.id as "deliveryId", f.destination, f.file_type as "fileType", f.created_at as "createdAt", held.*
  from deliveries f left join lateral (
    select ${ITEM} as item, r.order_key as "orderKey", r.version, s.organization, i.report_guid as "reportGuid",
      v.report_guid is not null as "isOurs",
      coalesce(v.result_status, o.result_status) as "resultStatus", coalesce(v.report_text, o.report_text) as "reportText",
      coalesce(v.report_format, 'text/plain') as "reportFormat",
      coalesce(v.clinician_name, o.clinician_name) as "clinicianName",
      coalesce(v.clinician_provider_number, o.clinician_provider_number) as "clinicianProviderNumber",
      coalesce(v.reported_at_utc, o.reported_at_utc) as "reportedAtUtc", v.reason,
      coalesce(v.snapshot, o.snapshot) as exam
    from delivery_items d
    join ${ROUTING}
    join submission_items i on i.submission_id = d.submission_id and i.item_index = d.item_index
    join submissions s on s.id = d.submission_id
    left join report_versions v on v.report_guid = i.report_guid
    left join item_reports o on v.report_guid is null and o.submission_id = i.submission_id
      and o.item_index = i.item_index
    where d.delivery_id = f.id
    order by d.submission_id, d.item_index
  ) held on true
  where f.id = any (${sql.placeholder('deliveryIds')}::bigint[])`);

function toReport(row: ItemRow, settings: SettingsSnapshot): OutgoingReport | null {
  const { item: _item, orderKey, organization, reportText, exam, isOurs, ...report } = row;
  if (reportText === null) return null;
  const told = { ...NO_EXAM, ...exam };
  const sender = settings.organizations.get(organization);
  const site = sender?.sites.find(({ name }) => name === told.scheduledSite);
  return {
    ...report,
    // Only a withdrawal's reason is for its destinations; others are the organization's own.
    reason: report.resultStatus === 'X' ? report.reason : null,
    ...businessKey(orderKey),
    organizationName: sender?.description ?? organization,
    reportText,
    exam: told,
    timeZone: isOurs ? (site?.timeZone ?? sender?.timeZone ?? null) : null,
  };
}

/** `{domain}/{appointmentId}`, `{org}.{sender}/{filler}`; an item without a number is known by its place (`#`). */
function businessKey(orderKey: string): Pick<OutgoingReport, 'authority' | 'number'> {
  const end = orderKey.search(/[/#]/);
  return { authority: orderKey.slice(0, end), number: orderKey.slice(end + 1) };
}

const NO_EXAM: OutgoingExam = {
  patientId: null,
  patientName: null,
  patientDateOfBirth: null,
  patientSex: null,
  modality: null,
  studyDescription: null,
  procedureCode: null,
  accessionNumber: null,
  studyInstanceUid: null,
  bodyPart: null,
  laterality: null,
  priority: null,
  referrerName: null,
  scheduledSite: null,
  appointmentDate: null,
  startTime: null,
};
