import { setImmediate as turn } from 'node:timers/promises';
import { recordEvent } from '#lib/audit/record-event';
import type { Context } from '#lib/context';
import { DomainError } from '#lib/errors';
import type { Actor, AuthorizedDomain } from '#lib/identity/actor';
import { mayIn } from '#lib/identity/authorize-domain';
import { checkPayload, type CheckedPayload } from '#lib/intake/check-payload';
import { composeAck, wantsAck } from '#lib/hl7/compose-ack';
import { MOST_EXPLAINED, type ExplainedPayload, type ItemExplanation } from '#lib/intake/explain-contract';
import { findCandidates } from '#lib/intake/find-candidates';
import { findSender } from '#lib/intake/find';
import type { IntakeItem, ItemReading } from '#lib/intake/intake-item';
import { fhirParts, hl7Parts } from '#lib/intake/item-parts';
import { matchAppointment } from '#lib/intake/match-appointment';
import { readHl7Message } from '#lib/hl7/read-hl7';
import { readItem } from '#lib/intake/read-item';
import type { PayloadRequest } from '#lib/intake/receive-payload';
import { routeIntakeItem } from '#lib/intake/route-intake-item';
import { validateItems } from '#lib/intake/validate-items';
import type { FieldName } from '#lib/routing/contract';
import type { SettingsSnapshot } from '#lib/settings/build-snapshot';
import type { Sender } from '#lib/settings/contract';
import { loadSnapshot } from '#lib/settings/load-snapshot';
import { presentVerdict } from '#lib/submissions/present';

/** What every item of a payload is explained against. */
interface Scene {
  domain: AuthorizedDomain;
  sender: Sender;
  settings: SettingsSnapshot;
  checked: CheckedPayload;
  /** Which appointment an item belongs to, in words; null: the caller may not read appointments there. */
  appointmentOf: ((item: IntakeItem) => ItemExplanation['appointment']) | null;
  now: Date;
}

/**
 * What the door would make of a payload, item by item, the first 100 (contract §5): its parts, what filters see, the
 * appointment, each destination's verdict, the words it would get, the acknowledgment. Nothing is stored but that it was
 * looked at. Appointments are looked for only for who may read them there. Throws as `validatePayload`.
 */
export async function explainPayload(
  context: Context,
  actor: Actor,
  request: PayloadRequest,
  settingsVersion?: number,
): Promise<ExplainedPayload> {
  const settings = await loadSnapshot(context.db, settingsVersion);
  const { domain, sender } = findSender(actor, request.client, settings);
  if (!sender) throw new DomainError('bad_request', `'client:${request.client ?? ''}': unknown sender`);
  const checked = await checkPayload(request, await request.read(), sender, settings);
  const told = await validateItems({ domain, sender }, checked);
  const some = checked.items.slice(0, MOST_EXPLAINED);
  const readings: ItemReading[] = [];
  for (const bytes of some) {
    readings.push(readItem(sender.format, bytes));
    await turn();
  }
  await recordEvent(context, context.db, {
    action: 'payload.explain',
    principal: actor.principal,
    organization: domain,
    entity: 'sender',
    entityId: `${domain}.${sender.name}`,
    detail: { items: some.length },
  });
  const appointmentOf = mayIn(actor, domain, 'appointments:read') ? await matchAmong(context, domain, readings) : null;
  const scene: Scene = { domain, sender, settings, checked, appointmentOf, now: context.at ?? new Date() };
  const explanation = readings.map((reading, at) => explain(scene, reading, at));
  return { ...told, explanation };
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

function explain(scene: Scene, reading: ItemReading, at: number): ItemExplanation {
  const bytes = scene.checked.items[at] ?? Buffer.alloc(0);
  const isFhir = scene.sender.format === 'FHIR';
  const parts =
    reading.kind === 'unparsable' && isFhir ? { parts: [], valuesLeftOut: 0 } : (isFhir ? fhirParts : hl7Parts)(bytes);
  const base = {
    index: at + 1,
    trackingId: reading.kind === 'read' ? reading.item.trackingId : reading.trackingId,
    outcome: reading.kind,
    problems: problemsOf(reading),
    ...parts,
    ...ackOf(scene, bytes),
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
  return { ...verdict, format, content: format === 'TEXT' ? (item.report?.reportText ?? null) : null };
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

function ackOf({ sender, checked, now }: Scene, bytes: Buffer): Pick<ItemExplanation, 'ack' | 'ackReason'> {
  const none = (ackReason: string) => ({ ack: null, ackReason });
  if (sender.format !== 'HL7') return none('Only HL7 messages are acknowledged.');
  if (!sender.hl7AcknowledgementEnabled) return none('Acknowledgments are not enabled for this sender.');
  if (checked.refused) return none('A refused payload is answered with its errors.');
  if (checked.items.length > 1) return none('Only a single message is acknowledged, not several.');
  const reading = readHl7Message(bytes);
  if (reading.kind === 'broken' || !wantsAck(reading.message))
    return none('The message does not ask for one: MSH-15 is not AL.');
  return { ack: composeAck(reading.message, { controlId: '0', at: now }), ackReason: null };
}
