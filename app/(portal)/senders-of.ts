import type { PayloadSender } from '#components/upload/payload-sender';
import { isStanding } from '#lib/settings/present-sender';
import type { Choice } from './choose-organization.ts';

/** The senders in whose name a person may send for an organization, by name; null when there is none. */
export function sendersOf({
  name: domain,
  organization,
  settings,
}: Extract<Choice, { kind: 'chosen' }>): readonly [PayloadSender, ...PayloadSender[]] | null {
  const [first, ...others] = [...organization.senders.values()]
    .filter((sender) => sender.customerStatus !== 'inactive' && !isStanding(sender))
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .map(({ name, format, topic }) => ({
      name,
      format,
      topic,
      destinations: settings.destinationsFor(domain, topic).map((destination) => destination.name),
    }));
  return first ? [first, ...others] : null;
}
