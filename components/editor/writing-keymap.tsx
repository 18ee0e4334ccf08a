import { type Extension, Prec } from '@codemirror/state';
import { EditorView, keymap } from '@codemirror/view';
import { fieldFrom } from '#components/editor/field-walk';

/** Tab and Shift+Tab visit fields; CodeMirror lets the Tab after an Escape leave the editor as anywhere else. */
export const fieldKeys: Extension = Prec.high(
  keymap.of([
    { key: 'Tab', run: (view) => visit(view, 'next') },
    { key: 'Shift-Tab', run: (view) => visit(view, 'previous') },
  ]),
);

/** Without a field the key keeps its meaning, and leaves the editor. */
function visit(view: EditorView, direction: 'next' | 'previous'): boolean {
  if (view.state.readOnly) return false;
  const field = fieldFrom(view.state.doc.toString(), view.state.selection.main, direction);
  if (!field) return false;
  view.dispatch({ selection: { anchor: field.from, head: field.to }, scrollIntoView: true, userEvent: 'select' });
  return true;
}

/** Replaces an abbreviation before the caret once a space follows it. `expand` answers null for one it does not know. */
export const snippetInput = (expand: (abbreviation: string) => string | null): Extension =>
  EditorView.inputHandler.of((view, from, to, typed) => {
    if (typed !== ' ' || from !== to || view.state.readOnly) return false;
    const line = view.state.doc.lineAt(from);
    const [abbreviation] = /;[a-z0-9]{1,20}$/i.exec(view.state.sliceDoc(Math.max(line.from, from - 21), from)) ?? [];
    const words = abbreviation && expand(abbreviation.toLowerCase());
    if (!words) return false;
    const start = from - abbreviation.length;
    const field = fieldFrom(words, { from: 0, to: 0 }, 'next');
    view.dispatch({
      changes: { from: start, to, insert: field ? words : `${words} ` },
      selection: field ? { anchor: start + field.from, head: start + field.to } : { anchor: start + words.length + 1 },
      scrollIntoView: true,
      userEvent: 'input.complete',
    });
    return true;
  });
