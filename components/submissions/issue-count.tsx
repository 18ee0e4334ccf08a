import { OctagonAlert, TriangleAlert } from 'lucide-react';

/** How many warnings or errors; none is quiet. */
export function IssueCount({ kind, count }: { kind: 'warning' | 'error'; count: number }) {
  if (count === 0) return <span className="text-faint">0</span>;
  const Icon = kind === 'error' ? OctagonAlert : TriangleAlert;
  return (
    <span className="flex items-center justify-end gap-1 font-medium">
      <Icon aria-hidden className={`size-3.5 ${kind === 'error' ? 'text-bad' : 'text-warn'}`} />
      {count}
    </span>
  );
}
