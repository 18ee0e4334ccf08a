import { CircleCheck, CirclePause, FileCog, TriangleAlert, Unplug } from 'lucide-react';
import Link from 'next/link';
import { addressOf, FILTERS, standingOf, timingInWords, TRANSPORT_WORDS } from '#components/settings/destination-words';
import { Time } from '#components/time/time';
import { Button, BUTTON_LOOK, BUTTON_SHAPE } from '#components/ui/button';
import { Facts } from '#components/ui/facts';
import { formatCount } from '#components/ui/format-count';
import type { DestinationObject } from '#lib/settings/destination-contract';

interface DestinationCardProps {
  domain: string;
  destination: DestinationObject;
  /** Pauses an active one, activates one that is paused or inactive. */
  onSwitch: () => void;
}

/** One destination: what it is, whether it works, and what waits for it. */
export function DestinationCard({ domain, destination, onSwitch }: DestinationCardProps) {
  const { name, settings, health } = destination;
  const { word, icon: Icon, colour } = standingOf(destination);
  const address = addressOf(settings.transport);
  const filters = FILTERS.filter(({ key }) => settings[key].length > 0);
  const isPaused = settings.customerStatus === 'inactive' || health.paused !== null;
  return (
    <li className="flex flex-col rounded-lg border border-line bg-surface p-4">
      <div className="flex flex-wrap items-start gap-x-3 gap-y-1">
        <h2 className="min-w-0 font-semibold break-all">{name}</h2>
        <p className="ml-auto flex items-center gap-1.5 font-medium">
          <Icon aria-hidden className={`size-4 ${colour}`} />
          {word}
        </p>
      </div>
      <p className="min-h-5 text-soft">{settings.description}</p>
      <Facts
        className="mt-3 sm:grid-cols-2"
        facts={[
          ['Sent as', `${settings.format}, ${TRANSPORT_WORDS[settings.transport.type].label}`],
          [
            'To',
            address === '' ? null : (
              <span key="to" className="break-all">
                {address}
              </span>
            ),
          ],
          ['When', timingInWords(settings)],
          ['Filters', filters.length === 0 ? 'none: it gets everything' : filters.map(({ label }) => label).join(', ')],
          ['Waiting', <Waiting key="waiting" health={health} />],
          ['Last success', health.lastSuccessAt ? <Time key="last" at={health.lastSuccessAt} /> : 'none in 30 days'],
        ]}
      />
      {health.paused && (
        <p className="mt-3 flex items-start gap-2">
          <CirclePause aria-hidden className="mt-0.5 size-4 shrink-0 text-warn" />
          <span className="min-w-0 break-words">
            Paused since <Time at={health.paused.since} />: {health.paused.reason.replace(/\.$/, '')}. Its files wait
            until it is activated.
          </span>
        </p>
      )}
      {health.degraded && (
        <p className="mt-3 flex items-start gap-2">
          <Unplug aria-hidden className="mt-0.5 size-4 shrink-0 text-bad" />
          <span className="min-w-0 break-words">
            It has not answered since <Time at={health.degraded.since} />. One file at a time is tried, the next no
            sooner than <Time at={health.degraded.nextTryAt} />; the others wait and lose no attempt.
            {health.degraded.lastError && ` Last problem: ${health.degraded.lastError}`}
          </span>
        </p>
      )}
      {health.recoveredAt && (
        <p className="mt-3 flex items-start gap-2">
          <CircleCheck aria-hidden className="mt-0.5 size-4 shrink-0 text-good" />
          <span>
            It answers again since <Time at={health.recoveredAt} />.
          </span>
        </p>
      )}
      {(health.failedToday > 0 || (health.lastError && !health.degraded)) && (
        <p className="mt-3 flex items-start gap-2">
          <TriangleAlert aria-hidden className="mt-0.5 size-4 shrink-0 text-warn" />
          <span className="min-w-0 break-words">
            {health.failedToday > 0 && `${count(health.failedToday)} given up in the last 24 hours. `}
            {health.lastError && !health.degraded && `Last problem: ${health.lastError}`}
          </span>
        </p>
      )}
      <div className="mt-auto flex flex-wrap items-center gap-2 pt-4">
        <Link
          href={`/settings/destinations/${encodeURIComponent(name)}?organization=${encodeURIComponent(domain)}`}
          prefetch={false}
          aria-label={`Change ${name}`}
          className={`${BUTTON_SHAPE} ${BUTTON_LOOK.plain}`}
        >
          Change
        </Link>
        <Button onClick={onSwitch} aria-label={`${isPaused ? 'Activate' : 'Pause'} ${name}`}>
          {isPaused ? 'Activate' : 'Pause'}
        </Button>
        <Link
          href={`/submissions?organization=${encodeURIComponent(domain)}&destination=${encodeURIComponent(`${domain}.${name}`)}`}
          prefetch={false}
          aria-label={`Submissions to ${name}`}
          className={`${BUTTON_SHAPE} ${BUTTON_LOOK.bare}`}
        >
          Submissions
        </Link>
        {destination.file && (
          <span className="ml-auto flex items-center gap-1.5 text-sm text-soft">
            <FileCog aria-hidden className="size-4" />
            in the settings file
          </span>
        )}
      </div>
    </li>
  );
}

const CAP = 10_000;
const count = (files: number): string =>
  `${files >= CAP ? `${formatCount(CAP)} or more` : files} ${files === 1 ? 'file' : 'files'}`;

function Waiting({ health: { waiting, retrying, ready } }: { health: DestinationObject['health'] }) {
  const parts = [
    ...(waiting > 0 ? [`${count(waiting)} to be sent`] : []),
    ...(retrying > 0 ? [`${count(retrying)} to be retried`] : []),
    ...(ready > 0 ? [`${count(ready)} to be fetched`] : []),
  ];
  return <span className={retrying > 0 ? 'font-medium' : ''}>{parts.length === 0 ? 'nothing' : parts.join(', ')}</span>;
}
