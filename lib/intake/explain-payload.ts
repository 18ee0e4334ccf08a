import { setImmediate as turn } from 'node:timers/promises';
import { recordEvent } from '#lib/audit/record-event';
import type { Context } from '#lib/context';
import type { Actor, AuthorizedDomain } from '#lib/identity/actor';
import { mayIn } from '#lib/identity/authorize-domain';
import { acknowledgmentOf, type Acknowledgment } from '#lib/intake/acknowledgment';
import { examinePayload, type Examination } from '#lib/intake/examine-payload';
import {
  LONGEST_CONTENT,
  MOST_EXPLAINED,
  MOST_VALUES,
  MOST_VALUES_ALTOGETHER,
  type ExplainedPayload,
  type ItemExplanation,
} from '#lib/intake/explain-contract';
import { findCandidates } from '#lib/intake/find-candidates';
import type { IntakeItem, ItemReading } from '#lib/intake/intake-item';
import { hl7Parts, type MessageParts } from '#lib/hl7/message-parts';
import { readHl7Message } from '#lib/hl7/read-hl7';
import { fhirParts } from '#lib/intake/item-parts';
import { matchAppointment } from '#lib/intake/match-appointment';
import type { PayloadRequest } from '#lib/intake/receive-payload';
import { routeIntakeItem } from '#lib/intake/route-intake-item';
import type { FieldName } from '#lib/routing/contract';
import { presentVerdict } from '#lib/submissions/present';

/** What every item of a payload is explained against. */
interface Scene extends Examination {
  /** Which appointment an item belongs to, in words; null: the caller may not read appointments there. */
  appointmentOf: ((item: IntakeItem) => ItemExplanation['appointment']) | null;
  acknowledgment: Acknowledgment;
  now: Date;
}

/**
 * What the door would make of a payload, item by item, the first 100 (contract §5): its parts, what filters see, the
 * appointment, each destination's verdict, the words it would get, the acknowledgment. Nothing is stored but that it was
 * looked at. Appointments are looked for only for who may read them there. Throws as `examinePayload`.
 */
export async function explainPayload(
  context: Context,
  actor: Actor,
  request: PayloadRequest,
  settingsVersion?: number,
): Promise<ExplainedPayload> {
  const examined = await examinePayload(context, actor, request, { settingsVersion, keep: MOST_EXPLAINED });
  const { domain, sender, checked, submission, readings } = examined;
  await recordEvent(context, context.db, {
    action: 'payload.explain',
    principal: actor.principal,
    organization: domain,
    entity: 'sender',
    entityId: `${domain}.${sender.name}`,
    detail: { items: readings.length },
  });
  const appointmentOf = mayIn(actor, domain, 'appointments:read') ? await matchAmong(context, domain, readings) : null;
  const now = context.at ?? new Date();
  const acknowledgment = acknowledgmentOf(sender, checked, { controlId: '0', at: now });
  return { ...submission, explanation: await explainEach({ ...examined, appointmentOf, acknowledgment, now }) };
}

/** Others get their turn between items. */
async function explainEach(scene: Scene): Promise<ItemExplanation[]> {
  const explained: ItemExplanation[] = [];
  let left = MOST_VALUES_ALTOGETHER;
  for (const [at, reading] of scene.readings.entries()) {
    const item = explain(scene, reading, at, Math.min(left, MOST_VALUES));
    for (const { values } of item.parts) left -= values.length;
    explained.push(item);
    await turn();
  }
  return explained;
}

async function matchAmong(context: Context, domain: AuthorizedDomain, readings: readonly ItemReading[]) {
  const items = readings.flatMap((reading) => (reading.kind === 'read' ? [reading.item] : []));
  const candidatesOf = await findCandidates(context, context.db, domain, items);
  return (item: IntakeItem) => {
    const match = matchAppointment(item, candidatesOf(item));
    return match.kind === 'matched'
      ? { appointmentId: match.appointmentId, reason: null }
      : { appointmentId: null, reason: match.reason };
  };
}

function explain(scene: Scene, reading: ItemReading, at: number, mostValues: number): ItemExplanation {
  const base = {
    index: at + 1,
    trackingId: reading.kind === 'read' ? reading.item.trackingId : reading.trackingId,
    outcome: reading.kind,
    problems: problemsOf(reading),
    ...partsOf(scene, reading, at, mostValues),
    ...scene.acknowledgment,
  };
  if (reading.kind !== 'read') {
    const reason = 'the item cannot be used.';
    return { ...base, fields: [], appointment: { appointmentId: null, reason }, destinations: [] };
  }
  const { item } = reading;
  const routed = routeIntakeItem(item, originOf(scene), scene.settings, scene.now);
  return {
    ...base,
    fields: Object.entries(routed.fields).map(([name, value]) => ({ name: name as FieldName, value })),
    appointment: appointmentOf(scene, item),
    destinations: routed.routings.map((routing) => destinationOf(scene, item, at + 1, routing)),
  };
}

const NO_PARTS: MessageParts = { parts: [], valuesLeftOut: 0 };

function partsOf({ sender, checked }: Scene, { kind }: ItemReading, at: number, most: number): MessageParts {
  const bytes = checked.items[at] ?? Buffer.alloc(0);
  if (sender.format !== 'HL7') return kind === 'unparsable' ? NO_PARTS : fhirParts(bytes, most);
  const reading = readHl7Message(bytes);
  return reading.kind === 'broken' ? NO_PARTS : hl7Parts(reading.message, most);
}

function appointmentOf(scene: Scene, item: IntakeItem): ItemExplanation['appointment'] {
  if (!item.report) return { appointmentId: null, reason: 'the item carries no report.' };
  const unread = { appointmentId: null, reason: 'this caller may not read appointments here.' };
  return scene.appointmentOf?.(item) ?? unread;
}

const originOf = ({ domain, sender, checked: { meant } }: Scene) => ({
  organization: domain,
  sender: sender.name,
  topic: sender.topic,
  routeTo: meant.routeTo,
  skipSend: meant.option === 'SkipSend',
  sendImmediately: meant.option === 'SendImmediately',
  defaults: meant.defaults,
});

function destinationOf(
  { settings }: Scene,
  item: IntakeItem,
  itemIndex: number,
  routing: ReturnType<typeof routeIntakeItem>['routings'][number],
): ItemExplanation['destinations'][number] {
  const {
    index: _index,
    trackingId: _trackingId,
    ...verdict
  } = presentVerdict({
    itemIndex,
    trackingId: item.trackingId ?? '',
    destination: routing.destination,
    state: routing.state,
    filterType: routing.filter_type,
    failures: routing.failures,
    supersededBy: null,
  });
  const format =
    routing.state === 'waiting' ? (settings.findDestination(routing.destination)?.settings.format ?? null) : null;
  const content = format === 'TEXT' ? (item.report?.reportText ?? null) : null;
  return {
    ...verdict,
    format,
    content: content?.slice(0, LONGEST_CONTENT).toWellFormed() ?? null,
    contentLeftOut: Math.max((content?.length ?? 0) - LONGEST_CONTENT, 0),
  };
}

/** Places as failures write them: `OBX[1]-5[1]` of HL7, `Bundle.entry[1].resource.subject` of FHIR. */
const PLACE = /\b(?:[A-Z][A-Z0-9]{2}\[\d+\](?:-\d+(?:\[\d+\])?(?:\.\d+)*)?|Bundle\.[\w.[\]]*[\w\]])/;

function problemsOf(reading: ItemReading): ItemExplanation['problems'] {
  const problem = (level: 'error' | 'warning') => (message: string) => ({
    level,
    place: PLACE.exec(message.slice(0, 2000))?.[0] ?? null,
    message,
  });
  if (reading.kind === 'unparsable') return [problem('error')(reading.reason)];
  return reading.kind === 'invalid'
    ? reading.failures.map(problem('error'))
    : reading.item.warnings.map(problem('warning'));
}
