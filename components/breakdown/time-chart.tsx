'use client';

import {
  Bar,
  BarChart,
  CartesianGrid,
  ResponsiveContainer,
  Tooltip,
  XAxis,
  YAxis,
  type TooltipContentProps,
} from 'recharts';
import { countIn, longName, shortName, type Bucket } from '#components/breakdown/bucket-words';
import type { Picks } from '#components/breakdown/picks';
import { fillOf, STATUS_FILL } from '#components/breakdown/status-fill';
import { SHOWN_STATUSES } from '#components/breakdown/status-tiles';
import { OVERALL_STATUS, TONE_TEXT } from '#components/submissions/status-words';
import { useZone } from '#components/time/zone';
import type { SubmissionBreakdown } from '#lib/submissions/breakdown-contract';

type ShownStatus = (typeof SHOWN_STATUSES)[number];
type Unit = SubmissionBreakdown['unit'];
/** Lowest first, as `STATUS_FILL` has them. */
const STACK = Object.keys(STATUS_FILL) as ShownStatus[];

const countOf = (bucket: Bucket, status: ShownStatus): number =>
  bucket.byStatus.find((one) => one.status === status)?.count ?? 0;

/** Bars stacked by status. Hands without a pointer use the table: this is hidden from them. */
export function TimeChart({ breakdown, picks }: { breakdown: SubmissionBreakdown; picks: Picks }) {
  const zone = useZone();
  const { unit, overTime } = breakdown;
  const present = STACK.filter((status) => breakdown.byStatus.some((one) => one.status === status));
  return (
    <ResponsiveContainer width="100%" height={160}>
      <BarChart
        data={[...overTime]}
        accessibilityLayer={false}
        barCategoryGap="15%"
        margin={{ top: 8, right: 8, left: 0, bottom: 0 }}
      >
        <CartesianGrid vertical={false} className="stroke-line" stroke="currentColor" />
        <XAxis
          dataKey={(bucket: Bucket) => shortName(bucket, unit, zone)}
          interval="equidistantPreserveStart"
          minTickGap={24}
          tickLine={false}
          axisLine={{ className: 'stroke-edge' }}
          tick={{ fill: 'var(--faint)', fontSize: 12 }}
          height={22}
        />
        <YAxis
          allowDecimals={false}
          width={36}
          tickCount={4}
          tickLine={false}
          axisLine={false}
          tick={{ fill: 'var(--faint)', fontSize: 12 }}
        />
        <Tooltip
          isAnimationActive={false}
          cursor={{ className: 'fill-raised', fill: 'currentColor' }}
          content={(tip: TooltipContentProps) => tellBucket(tip, unit, zone)}
        />
        {present.map((status) => (
          <Bar
            key={status}
            stackId="status"
            dataKey={(bucket: Bucket) => countOf(bucket, status)}
            fill={fillOf(STATUS_FILL[status])}
            stroke="currentColor"
            strokeWidth={1}
            className={`cursor-pointer ${TONE_TEXT[STATUS_FILL[status].tone]}`}
            isAnimationActive={false}
            maxBarSize={40}
            onClick={({ payload }: { payload?: Bucket }) => {
              if (!payload) return;
              const { since, until } = payload;
              history.pushState(null, '', picks.hrefOf({ since, until, status }));
            }}
          />
        ))}
      </BarChart>
    </ResponsiveContainer>
  );
}

function tellBucket({ active, payload }: TooltipContentProps, unit: Unit, zone: string) {
  const bucket = payload[0]?.payload as Bucket | undefined;
  if (!active || !bucket) return null;
  return (
    <div className="rounded-md border border-line bg-surface px-3 py-2 text-sm shadow-pop">
      <p className="font-medium">{longName(bucket, unit, zone)}</p>
      {countIn(bucket) === 0 && <p className="text-soft">Nothing was received.</p>}
      {STACK.toReversed()
        .filter((status) => countOf(bucket, status) > 0)
        .map((status) => {
          const { icon: Icon, tone, word } = OVERALL_STATUS[status];
          return (
            <p key={status} className="flex items-center gap-1.5">
              <Icon aria-hidden className={`size-3.5 ${TONE_TEXT[tone]}`} />
              {word}
              <span className="ml-auto pl-4 font-medium">{countOf(bucket, status)}</span>
            </p>
          );
        })}
    </div>
  );
}
