import type { Shortcut } from '#components/shell/page-commands';

/** What the keyboard does in the list of submissions. */
export const SUBMISSIONS_KEYS = [
  { keys: 'j', label: 'Next submission' },
  { keys: 'k', label: 'Previous submission' },
  { keys: 'Enter', label: 'Open the submission' },
  { keys: '/', label: 'Search by any id' },
] as const satisfies readonly Shortcut[];
