import type { Shortcut } from '#components/shell/page-commands';

/** What the keyboard does about signing, on a report's page. */
export const SIGNING_KEYS = [
  { keys: 'F8', label: 'Next check' },
  { keys: 'Shift+F8', label: 'Previous check' },
  { keys: 'Ctrl+Shift+Enter', label: 'Sign as preliminary' },
  { keys: 'Ctrl+Enter', label: 'Sign as final' },
  { keys: 'Alt+Enter', label: 'Sign as final and open the next report' },
  { keys: 'Alt+R', label: 'Recall the final signed just now' },
] as const satisfies readonly Shortcut[];
