import type { Shortcut } from '#components/shell/page-commands';

/** What the keyboard does on the worklist. */
export const WORKLIST_KEYS = [
  { keys: 'j ArrowDown', label: 'Next appointment' },
  { keys: 'k ArrowUp', label: 'Previous appointment' },
  { keys: 'Enter', label: 'Open the appointment' },
  { keys: 'Shift+N', label: 'Open the most urgent that nobody holds' },
  { keys: 'c', label: 'Claim' },
  { keys: 'u', label: 'Release' },
  { keys: 'v', label: 'Show the images in the viewer' },
  { keys: 'p', label: 'Show or hide the preview' },
  { keys: '1', label: 'Mine' },
  { keys: '2', label: 'Unclaimed' },
  { keys: '3', label: 'STAT' },
  { keys: '4', label: 'Awaiting final' },
  { keys: '5', label: 'All' },
  { keys: '/', label: 'Search patient, exam or any id' },
  { keys: 'Escape', label: 'Back to the list' },
] as const satisfies readonly Shortcut[];
