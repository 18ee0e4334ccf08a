import Link from 'next/link';
import { STATUS_WORDS } from '#components/settings/destination-words';
import { FileMark } from '#components/settings/file-mark';
import { Time } from '#components/time/time';
import { Button, BUTTON_LOOK, BUTTON_SHAPE } from '#components/ui/button';
import { Facts } from '#components/ui/facts';
import type { SenderObject } from '#lib/settings/sender-contract';

interface SenderCardProps {
  domain: string;
  sender: SenderObject;
  onChange: () => void;
  onDelete: () => void;
}

/** Who sends as it, told of the two that every organization has. */
const STANDING_WORDS: Record<string, string> = {
  portal: 'The reports that clinicians sign here. Every organization has it.',
  partner: 'The reports of clients that are given no other sender. Every organization has it.',
};

/** One sender: what comes from it, who sends as it, and when it last did. */
export function SenderCard({ domain, sender, onChange, onDelete }: SenderCardProps) {
  const { name, isStanding } = sender;
  const { word, icon: Icon, colour } = STATUS_WORDS[sender.customerStatus];
  return (
    <li className="rounded-lg border border-line bg-surface p-4">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-2">
        <h2 className="font-mono font-semibold break-all">{name}</h2>
        <p className="flex items-center gap-1.5">
          <Icon aria-hidden className={`size-4 ${colour}`} />
          {word}
        </p>
        <div className="flex flex-wrap gap-2 max-sm:w-full sm:ml-auto">
          <Button onClick={onChange} aria-label={`Change ${name}`}>
            Change
          </Button>
          {!isStanding && (
            <Button onClick={onDelete} aria-label={`Delete ${name}`}>
              Delete
            </Button>
          )}
          <Link
            href={`/submissions?organization=${encodeURIComponent(domain)}&sender=${encodeURIComponent(name)}`}
            prefetch={false}
            aria-label={`Submissions of ${name}`}
            className={`${BUTTON_SHAPE} ${BUTTON_LOOK.bare}`}
          >
            Submissions
          </Link>
        </div>
      </div>
      {isStanding && <p className="mt-1 text-soft">{STANDING_WORDS[name]}</p>}
      <Facts
        className="mt-3 sm:grid-cols-2 lg:grid-cols-4"
        facts={[
          ['Topic', sender.topic],
          ['Messages', `${sender.format}${sender.hl7AcknowledgementEnabled ? ', acknowledged' : ''}`],
          ['Clients', <Clients key="clients" sender={sender} />],
          ['Last submission', sender.lastReceivedAt ? <Time key="last" at={sender.lastReceivedAt} /> : 'none yet'],
        ]}
      />
      <FileMark file={sender.file} className="mt-3" />
    </li>
  );
}

function Clients({ sender: { name, clientIds, foreignClientCount } }: { sender: SenderObject }) {
  if (name === 'portal' && clientIds.length + foreignClientCount === 0) return 'this portal';
  const foreign = foreignClientCount === 0 ? [] : [`${foreignClientCount} of other organizations`];
  const all = [...clientIds, ...foreign];
  return all.length === 0 ? 'none' : <span className="break-all">{all.join(', ')}</span>;
}
