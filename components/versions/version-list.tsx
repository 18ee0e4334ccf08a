'use client';

import { StatusMark } from '#components/submissions/status-mark';
import { REPORT_STATUS, SOURCE } from '#components/submissions/status-words';
import { Time } from '#components/time/time';
import type { CurrentReport } from '#lib/reports/contract';

export type Version = CurrentReport['versions'][number];

interface VersionListProps {
  /** Newest first. */
  versions: readonly Version[];
  shown: number;
  onShow: (version: number) => void;
}

/** Every version of a report, newest first; choosing one shows it. */
export function VersionList({ versions, shown, onShow }: VersionListProps) {
  return (
    <ol aria-label="Versions" className="space-y-1">
      {versions.map(({ version, reportStatus, reportedAtUtc, source }, index) => (
        <li key={version}>
          <button
            type="button"
            aria-pressed={shown === version}
            onClick={() => onShow(version)}
            className="w-full rounded-md border border-transparent px-3 py-2 text-left hover:bg-raised aria-pressed:border-accent aria-pressed:bg-accent-wash"
          >
            <span className="flex flex-wrap items-baseline gap-x-3">
              <span className="font-medium">Version {version}</span>
              <StatusMark status={REPORT_STATUS[reportStatus]} />
              {index === 0 && <span className="text-sm text-soft">current</span>}
            </span>
            <span className="mt-0.5 block text-sm text-soft">
              <Time at={reportedAtUtc} /> · {SOURCE[source]}
            </span>
          </button>
        </li>
      ))}
    </ol>
  );
}
