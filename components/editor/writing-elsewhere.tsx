/**
 * Whether something is being typed elsewhere on the page, such as a comment. The report takes the keyboard once its editor is
 * there, but never from words: the rest of them would be written into the report.
 */
export const isWritingElsewhere = (): boolean =>
  document.activeElement?.matches('textarea, input:not([type="checkbox"])') ?? false;
