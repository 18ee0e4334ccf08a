import { FileDown, FileOutput } from 'lucide-react';
import { Time } from '#components/time/time';
import type { SubmissionDestination } from '#lib/submissions/destination-contract';

interface DeliveredFilesProps {
  title: 'Sent' | 'Downloaded';
  files: SubmissionDestination['sentReports'];
}

/** The files that reached a destination. */
export function DeliveredFiles({ title, files }: DeliveredFilesProps) {
  if (files.length === 0) return null;
  const Icon = title === 'Sent' ? FileOutput : FileDown;
  return (
    <div className="mt-3 border-t border-line pt-3">
      <h4 className="text-sm text-soft">{title}</h4>
      <ul className="mt-1 space-y-1.5">
        {files.map((file) => (
          <li key={file.reportId} className="flex items-start gap-2">
            <Icon aria-hidden className="mt-0.5 size-4 shrink-0 text-good" />
            <span className="min-w-0">
              <span className="block font-mono text-sm break-all">{file.externalName || file.reportId}</span>
              <span className="text-sm text-soft">
                <Time at={file.createdAt} />
                {file.itemCount > 1 && `, ${file.itemCount} items`}
              </span>
            </span>
          </li>
        ))}
      </ul>
    </div>
  );
}
