import type { Shortcut } from '#components/shell/page-commands';

/** What the keyboard does on every page. */
export const SHELL_KEYS: readonly Shortcut[] = [
  { keys: 'Ctrl+K', label: 'Find a page, an action or a patient' },
  { keys: '?', label: 'This list' },
  { keys: 'Alt+T', label: 'Go to the newest message' },
  { keys: 'Escape', label: 'Close what is open' },
];
