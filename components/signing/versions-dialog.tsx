'use client';

import { useReport } from '#components/editor/report-context';
import { Dialog } from '#components/ui/dialog';
import { ReportVersions } from '#components/versions/report-versions';
import { getReportVersion } from '#lib/reports/client';

/** Every version of the report, any two of them compared word by word. */
export function VersionsDialog({ onClose }: { onClose: () => void }) {
  const { report, domain, appointmentId } = useReport();
  if (!report) return null;
  return (
    <Dialog
      title="Versions of this report"
      description="A signed version never changes; what is corrected is a version of its own."
      size="large"
      lightDismiss
      onClose={onClose}
    >
      <ReportVersions
        versions={report.versions}
        loadText={async (version, signal) =>
          (await getReportVersion(domain, appointmentId, version, signal)).reportText
        }
      />
    </Dialog>
  );
}
