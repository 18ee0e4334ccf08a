import type { ListedSubmission } from '#lib/submissions/contract';

type Field = string | number | null;

/** A spreadsheet takes what begins so for a formula, and runs it. */
const FORMULA = /^[=+\-@\t\r]/;
const QUOTED = /[",\r\n]/;

/** One record of RFC 4180 with its line end. */
export const csvLine = (fields: readonly Field[]): string => `${fields.map(field).join(',')}\r\n`;

function field(value: Field): string {
  if (value === null) return '';
  if (typeof value === 'number') return String(value);
  const text = FORMULA.test(value) ? `'${value}` : value;
  return QUOTED.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

const COLUMNS = {
  timestamp: (listed) => listed.timestamp,
  submissionId: (listed) => listed.submissionId,
  id: (listed) => listed.id,
  appointmentId: (listed) => listed.appointmentId,
  version: (listed) => listed.version,
  reportStatus: (listed) => listed.reportStatus,
  sender: (listed) => listed.sender,
  source: (listed) => listed.source,
  topic: (listed) => listed.topic,
  externalName: (listed) => listed.externalName,
  httpStatus: (listed) => listed.httpStatus,
  reportItemCount: (listed) => listed.reportItemCount,
  overallStatus: (listed) => listed.overallStatus,
  deliveryState: (listed) => listed.deliveryState,
  destinations: ({ destinations }) =>
    destinations.map(({ destination, status }) => `${destination} ${status}`).join('; '),
  warningCount: (listed) => listed.warningCount,
  errorCount: (listed) => listed.errorCount,
} satisfies Record<string, (listed: ListedSubmission) => Field>;

/** The names that the API has for them. */
export const LISTED_HEADER = Object.keys(COLUMNS);

/** A row of the list; like the list it names no patient. */
export const listedLine = (listed: ListedSubmission): string =>
  csvLine(Object.values(COLUMNS).map((column) => column(listed)));
