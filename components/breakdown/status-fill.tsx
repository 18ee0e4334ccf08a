import type { DestinationStatus, OverallStatus } from '#components/submissions/status-words';

/** How a share of a bar is filled: a tone, and a texture that tells it apart where colours do not. */
interface Fill {
  tone: 'good' | 'wait' | 'warn' | 'bad' | 'mute';
  texture: 'solid' | 'stripes' | 'backstripes' | 'dots' | 'cross' | 'bars';
}

/** From the axis up: what arrived is the ground, what needs somebody is on top. */
export const STATUS_FILL: Record<Exclude<OverallStatus, 'Valid'>, Fill> = {
  Delivered: { tone: 'good', texture: 'solid' },
  'Partially Delivered': { tone: 'warn', texture: 'stripes' },
  'Waiting to Deliver': { tone: 'wait', texture: 'dots' },
  Received: { tone: 'wait', texture: 'bars' },
  'Not Delivering': { tone: 'mute', texture: 'backstripes' },
  Error: { tone: 'bad', texture: 'cross' },
};

export const DESTINATION_FILL: Record<DestinationStatus, Fill> = {
  delivered: { tone: 'good', texture: 'solid' },
  waiting: { tone: 'wait', texture: 'dots' },
  retrying: { tone: 'warn', texture: 'stripes' },
  failed: { tone: 'bad', texture: 'cross' },
  filtered: { tone: 'mute', texture: 'backstripes' },
  superseded: { tone: 'mute', texture: 'bars' },
  skipped: { tone: 'mute', texture: 'dots' },
};

/** The reference to a fill; `FillPatterns` is on the page. */
export const fillOf = ({ tone, texture }: Fill): string => `url(#fill-${tone}-${texture})`;

const PAINT: Record<Fill['tone'], { fill: string; stroke: string }> = {
  good: { fill: 'fill-good', stroke: 'stroke-good' },
  wait: { fill: 'fill-wait', stroke: 'stroke-wait' },
  warn: { fill: 'fill-warn', stroke: 'stroke-warn' },
  bad: { fill: 'fill-bad', stroke: 'stroke-bad' },
  mute: { fill: 'fill-mute', stroke: 'stroke-mute' },
};

const ALL = [...Object.values(STATUS_FILL), ...Object.values(DESTINATION_FILL)];
const USED = ALL.filter(
  (fill, index) => ALL.findIndex(({ tone, texture }) => tone === fill.tone && texture === fill.texture) === index,
);

/** The textures, once a page. */
export function FillPatterns() {
  return (
    <svg aria-hidden width="0" height="0" className="absolute">
      <defs>
        {USED.map(({ tone, texture }) => (
          <pattern
            key={`${tone} ${texture}`}
            id={`fill-${tone}-${texture}`}
            width="6"
            height="6"
            patternUnits="userSpaceOnUse"
          >
            <rect width="6" height="6" className={PAINT[tone].fill} opacity={texture === 'solid' ? 1 : 0.3} />
            <Texture texture={texture} className={`${PAINT[tone].stroke} ${PAINT[tone].fill}`} />
          </pattern>
        ))}
      </defs>
    </svg>
  );
}

function Texture({ texture, className }: { texture: Fill['texture']; className: string }) {
  const line = { strokeWidth: 1.5, className };
  switch (texture) {
    case 'solid':
      return null;
    case 'dots':
      return <circle cx="3" cy="3" r="1.5" className={className} strokeWidth="0" />;
    case 'bars':
      return <path d="M0 3h6" {...line} />;
    case 'stripes':
      return <path d="M-1.5 1.5l3-3M0 6l6-6M4.5 7.5l3-3" {...line} />;
    case 'backstripes':
      return <path d="M-1.5 4.5l3 3M0 0l6 6M4.5-1.5l3 3" {...line} />;
    case 'cross':
      return <path d="M0 6l6-6M0 0l6 6" {...line} />;
  }
}
