'use client';

import { useReport, useReportText } from '#components/editor/report-context';
import { checkReport } from '#lib/checks/check-report';

/** The report as it stands, and what should be looked at before it is signed. */
export function SigningPane() {
  const { report, appointment, goTo } = useReport();
  const reportText = useReportText();
  const checks = checkReport({ ...appointment, reportText, reportStatus: 'final', otherPatients: [] });
  return (
    <section aria-label="Signature" className="p-3 sm:px-5 sm:py-4">
      <h2 className="font-semibold">Report</h2>
      <p className="mt-1 text-soft">
        {report === null ? 'Nothing is signed yet.' : `Version ${report.version} is ${report.reportStatus}.`}
      </p>
      <ul className="mt-3 space-y-2">
        {checks.map(({ rule, from, to, message }) => (
          <li key={`${rule} ${from} ${message}`}>
            {from === null || to === null ? (
              message
            ) : (
              <button type="button" onClick={() => goTo(from, to)} className="text-left text-accent underline">
                {message}
              </button>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}
