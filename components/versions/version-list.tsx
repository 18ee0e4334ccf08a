'use client';

import { resultWord } from '#components/signing/result-words';
import { RULE } from '#components/signing/check-words';
import { StatusMark } from '#components/submissions/status-mark';
import { SOURCE } from '#components/submissions/status-words';
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
      {versions.map(({ version, reportedAtUtc, source, ...more }, index) => (
        <li key={version}>
          <button
            type="button"
            aria-pressed={shown === version}
            onClick={() => onShow(version)}
            className="w-full rounded-md border border-transparent px-3 py-2 text-left hover:bg-raised aria-pressed:border-accent aria-pressed:bg-accent-wash"
          >
            <span className="flex flex-wrap items-baseline gap-x-3">
              <span className="font-medium">Version {version}</span>
              <StatusMark status={resultWord(more.resultStatus)} />
              {index === 0 && <span className="text-sm text-soft">current</span>}
            </span>
            <span className="mt-0.5 block text-sm text-soft">
              {more.interpretingClinicianName && `${more.interpretingClinicianName}, `}
              <Time at={reportedAtUtc} /> · {SOURCE[source]}
            </span>
            {more.reason && <span className="mt-0.5 block text-sm break-words">{more.reason}</span>}
            {more.overrides.map(({ rule, reason }) => (
              <span key={rule} className="mt-0.5 block text-sm break-words">
                <span className="text-soft">Signed in spite of the check “{RULE[rule]}”: </span>
                {reason}
              </span>
            ))}
          </button>
        </li>
      ))}
    </ol>
  );
}
