import { Info, OctagonX, TriangleAlert, type LucideIcon } from 'lucide-react';
import type { Check, CheckRule, CheckSeverity } from '#lib/checks/contract';

interface SeverityWord {
  word: string;
  icon: LucideIcon;
  colour: string;
}

/** How grave a check is: icon and word say it, the colour repeats them. */
export const SEVERITY: Record<CheckSeverity, SeverityWord> = {
  stop: { word: 'Must be put right', icon: OctagonX, colour: 'text-bad' },
  block: { word: 'Put right, or give a reason', icon: TriangleAlert, colour: 'text-bad' },
  warn: { word: 'Look at this', icon: Info, colour: 'text-warn' },
};

export const RULE: Record<CheckRule, string> = {
  'empty-report': 'Empty report',
  'byte-limit': 'Length',
  'untouched-field': 'Field not filled in',
  'missing-impression': 'Impression',
  'side-mismatch': 'Side',
  'sex-specific-term': 'Patient’s sex',
  'other-patient': 'Another patient',
};

/** The rules that block, each once, in the order of the checks. */
export const blockingRules = (checks: readonly Check[]): CheckRule[] => [
  ...new Set(checks.filter(({ severity }) => severity === 'block').map(({ rule }) => rule)),
];

/** Checks of one rule and one gravity that are explained alike, in the order of the first of each. */
export function groupChecks(checks: readonly Check[]): [first: Check, ...others: Check[]][] {
  const groups = new Map<string, [Check, ...Check[]]>();
  for (const check of checks) {
    const name = `${check.severity} ${check.rule} ${check.explanation}`;
    const group = groups.get(name);
    if (group) group.push(check);
    else groups.set(name, [check]);
  }
  return [...groups.values()];
}
