/** One line of the result. */
export interface Finding {
  what: string;
  /** What the issue asks for, in words; null when the figure is only told. */
  target: string | null;
  measured: string;
  /** null when there is no target. */
  met: boolean | null;
  /** The raw figures behind it, for `--json`. */
  figures: Record<string, number | readonly number[]>;
}

/** A figure without a target. */
export const told = (what: string, measured: string, figures: Finding['figures'] = {}): Finding => ({
  what,
  target: null,
  measured,
  met: null,
  figures,
});

/** Prints findings as a table; `verdict` is empty where nothing is asked for. */
export function printFindings(findings: readonly Finding[]): void {
  const rows = findings.map(({ what, target, measured, met }) => [
    what,
    target ?? '',
    measured,
    met === null ? '' : met ? 'met' : 'MISSED',
  ]);
  const table = [['', 'target', 'measured', 'verdict'], ...rows];
  const widths = [0, 1, 2, 3].map((column) => Math.max(...table.map((row) => row[column]?.length ?? 0)));
  for (const row of table) {
    console.log(
      row
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join('  ')
        .trimEnd(),
    );
  }
}
