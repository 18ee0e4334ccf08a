'use client';

import { MergeView } from '@codemirror/merge';
import { EditorView, keymap } from '@codemirror/view';
import { defaultKeymap, history, historyKeymap } from '@codemirror/commands';
import { EditorState } from '@codemirror/state';
import { useLayoutEffect, useRef } from 'react';
import { editorTheme, mergeTheme } from '#components/editor/editor-theme';

interface MergeProps {
  theirs: string;
  mine: string;
  nonce: string;
  /** Told how to read what is to be kept. */
  onReady: (read: () => string) => void;
}

/** Two texts side by side, the left one as it was saved elsewhere, the right one to be edited into what is kept. */
export function Merge({ theirs, mine, nonce, onReady }: MergeProps) {
  const parent = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    if (!parent.current) return undefined;
    const common = [EditorView.cspNonce.of(nonce), EditorView.lineWrapping, mergeTheme, editorTheme];
    const named = (label: string) => EditorView.contentAttributes.of({ 'aria-label': label });
    const view = new MergeView({
      parent: parent.current,
      a: { doc: theirs, extensions: [...common, EditorState.readOnly.of(true), named('Saved elsewhere')] },
      b: {
        doc: mine,
        extensions: [...common, history(), keymap.of([...defaultKeymap, ...historyKeymap]), named('To be kept')],
      },
      revertControls: 'a-to-b',
      renderRevertControl: () => {
        const button = document.createElement('button');
        button.type = 'button';
        button.textContent = '→';
        button.className = 'rounded-sm font-semibold text-accent hover:bg-raised';
        button.setAttribute('aria-label', 'Take this passage from the left');
        return button;
      },
      collapseUnchanged: { margin: 3, minSize: 6 },
    });
    onReady(() => view.b.state.doc.toString());
    return () => view.destroy();
  }, [theirs, mine, nonce, onReady]);
  return <div ref={parent} className="max-h-[60vh] overflow-auto rounded-lg border border-line" />;
}
