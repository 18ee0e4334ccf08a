import { type Extension, Prec } from '@codemirror/state';
import { EditorView, keymap } from '@codemirror/view';
import { fieldFrom } from '#components/editor/field-walk';
import { expandAt, LONGEST_ABBREVIATION } from '#components/editor/snippets';

/** How long after Escape a Tab leaves the text; any other key ends it. */
const LEAVING_MS = 10_000;

/** Tab and Shift+Tab visit fields; the Tab after an Escape leaves the text as anywhere else. */
export const fieldKeys: Extension = [
  EditorView.domEventHandlers({
    blur: (_event, view) => {
      view.setTabFocusMode(false);
      return false;
    },
  }),
  Prec.high(
    keymap.of([
      {
        key: 'Escape',
        run: (view) => {
          view.setTabFocusMode(LEAVING_MS);
          return false;
        },
      },
      { key: 'Tab', run: (view) => visit(view, 'next') },
      { key: 'Shift-Tab', run: (view) => visit(view, 'previous') },
    ]),
  ),
];

/** Without a field the key keeps its meaning, and leaves the editor. */
function visit(view: EditorView, direction: 'next' | 'previous'): boolean {
  if (view.state.readOnly) return false;
  const field = fieldFrom(view.state.doc.toString(), view.state.selection.main, direction);
  if (!field) return false;
  view.dispatch({ selection: { anchor: field.from, head: field.to }, scrollIntoView: true, userEvent: 'select' });
  return true;
}

/**
 * Typing over what is selected, without the browser's help: it would keep the look of the field that goes in an inline style,
 * which the page's policy refuses.
 */
export const typeOver: Extension = EditorView.domEventHandlers({
  beforeinput: ({ inputType, data }, view) => {
    if (inputType !== 'insertText' || data === null || view.state.readOnly) return false;
    if (view.composing || view.state.selection.main.empty) return false;
    view.dispatch({ ...view.state.replaceSelection(data), scrollIntoView: true, userEvent: 'input.type' });
    return true;
  },
});

/** Replaces an abbreviation before the caret once a space follows it. `expand` answers null for one it does not know. */
export const snippetInput = (expand: (abbreviation: string) => string | null): Extension =>
  EditorView.inputHandler.of((view, from, to, typed) => {
    if (typed !== ' ' || from !== to || view.state.readOnly) return false;
    const start = Math.max(view.state.doc.lineAt(from).from, from - LONGEST_ABBREVIATION);
    const snippet = expandAt(view.state.sliceDoc(start, from), from - start, expand);
    if (!snippet) return false;
    const { place, words, select } = snippet;
    view.dispatch({
      changes: { from: start + place.from, to: start + place.to, insert: words },
      selection: { anchor: start + select.from, head: start + select.to },
      scrollIntoView: true,
      userEvent: 'input.complete',
    });
    return true;
  });
