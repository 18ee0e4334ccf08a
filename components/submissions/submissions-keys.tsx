import type { Shortcut } from '#components/shell/page-commands';

/** What the keyboard does in the list of submissions. */
export const SUBMISSIONS_KEYS = [
  { keys: 'j', label: 'Next submission' },
  { keys: 'k', label: 'Previous submission' },
  { keys: 'Enter', label: 'Open the submission' },
  { keys: 'Space', label: 'Choose the submission, for administrators' },
  { keys: 'Shift+Space', label: 'Choose all from the one chosen last to it' },
  { keys: 'Shift+ArrowDown Shift+ArrowUp', label: 'Choose the next or previous one, too' },
  { keys: '/', label: 'Search by any id' },
] as const satisfies readonly Shortcut[];
