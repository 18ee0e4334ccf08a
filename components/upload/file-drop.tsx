'use client';

import { useEffect, useRef, useState, type DragEvent, type ReactNode } from 'react';
import { Button } from '#components/ui/button';

type Files = Iterable<File> | null;

interface FileDrop {
  /** A file is held above the place. */
  isOver: boolean;
  /** What there is to say about what was chosen. */
  note: string;
  /** For the element that files are dropped on. */
  target: Record<'onDragOver' | 'onDragLeave' | 'onDrop', (event: DragEvent) => void>;
  pick: (files: Files) => void;
}

/** One file at a time, dropped or chosen. One that is dropped beside the place does not open instead of the page. */
export function useFileDrop({ disabled, onFile }: { disabled: boolean; onFile: (file: File) => void }): FileDrop {
  const [isOver, setOver] = useState(false);
  const [note, setNote] = useState('');
  useKeepPage();
  const pick = (files: Files) => {
    const [file, ...others] = files ?? [];
    if (!file || disabled) return;
    setNote(others.length > 0 ? 'One file at a time: the first was taken.' : '');
    onFile(file);
  };
  const onDrag = (event: DragEvent, over: boolean) => {
    event.preventDefault();
    setOver(over && !disabled);
  };
  return {
    isOver,
    note,
    pick,
    target: {
      onDragOver: (event) => onDrag(event, true),
      onDragLeave: (event) => onDrag(event, false),
      onDrop: (event) => {
        onDrag(event, false);
        pick(event.dataTransfer.files);
      },
    },
  };
}

interface FileButtonProps {
  disabled: boolean;
  onPick: (files: Files) => void;
  children: ReactNode;
}

/** Opens the device's own choice of files. */
export function FileButton({ disabled, onPick, children }: FileButtonProps) {
  const input = useRef<HTMLInputElement>(null);
  return (
    <>
      <input
        ref={input}
        type="file"
        hidden
        aria-label="File"
        onChange={({ target }) => {
          onPick(target.files && [...target.files]);
          // So that the same file, changed meanwhile, can be chosen again.
          target.value = '';
        }}
      />
      <Button disabled={disabled} onClick={() => input.current?.click()}>
        {children}
      </Button>
    </>
  );
}

function useKeepPage(): void {
  useEffect(() => {
    const keep = (event: Event) => event.preventDefault();
    addEventListener('dragover', keep);
    addEventListener('drop', keep);
    return () => {
      removeEventListener('dragover', keep);
      removeEventListener('drop', keep);
    };
  }, []);
}
