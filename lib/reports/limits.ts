/** Bytes of UTF-8 a report's text may have (partner-report-submission.md, `reportText`). */
export const MAX_REPORT_BYTES = 2_097_152;
