'use client';

import { useEffect, useRef } from 'react';

/** A key and what it does, as the pages' plain lists (`…-keys.tsx`) and the shortcut sheet tell it. */
export interface Shortcut {
  /**
   * `j`, `Shift+N`, `Alt+Enter`, `F8`; `Ctrl` stands for Cmd, too. Several ways to the same are separated by a space:
   * `j ArrowDown`.
   */
  keys: string;
  label: string;
}

/** Something that can be done on the page that is shown: by its key, and from the command palette. */
export interface PageCommand {
  /** Unique on its page. */
  id: string;
  label: string;
  /** As in `Shortcut`; none for what the palette alone offers. */
  keys?: string;
  run: () => void;
  /** False for what makes no sense in the palette, such as moving from row to row. */
  palette?: boolean;
}

/** What the parts of the page register, the newest last. In the browser only. */
const registered: { readonly current: readonly PageCommand[] }[] = [];

/**
 * Offers commands for as long as the component is shown. Their keys work anywhere on the page: single keys unless the
 * reader turned those off or types, the others always; none while a dialog is open. The list may be made anew each time.
 */
export function usePageCommands(commands: readonly PageCommand[]): void {
  const latest = useRef(commands);
  useEffect(() => {
    latest.current = commands;
  }, [commands]);
  useEffect(() => {
    registered.push(latest);
    return () => void registered.splice(registered.indexOf(latest), 1);
  }, []);
}

/** What can be done now: of two commands with one id, the one of the part that appeared last. */
export function readCommands(): PageCommand[] {
  const newest = new Map(registered.flatMap(({ current }) => current).map((command) => [command.id, command]));
  return [...newest.values()];
}

/** Runs the command whose key was pressed; says whether there was one. */
export function runPressed(event: KeyboardEvent, single: boolean): boolean {
  if (event.defaultPrevented || event.isComposing || !mayRun(event, single)) return false;
  const pressed = nameKey(event);
  const command = readCommands().findLast(({ keys }) => keys?.toLowerCase().split(' ').includes(pressed));
  if (!command) return false;
  event.preventDefault();
  command.run();
  return true;
}

/** Whether a key was typed into something that wants it. */
export function isTyping(target: EventTarget | null): boolean {
  return (
    target instanceof Element &&
    target.closest('input, textarea, select, [contenteditable], [role="menu"], dialog') !== null
  );
}

function mayRun(event: KeyboardEvent, single: boolean): boolean {
  if (document.querySelector('dialog[open]')) return false;
  const plain = !event.ctrlKey && !event.metaKey && !event.altKey;
  if (!plain || /^F\d+$/.test(event.key)) return true;
  // WCAG 2.1.4: keys that are a character can be turned off.
  return !isTyping(event.target) && (single || event.key.length > 1);
}

/** `ctrl+shift+enter`: as `Shortcut` names it, in lower case. Shift counts with letters and named keys, not with `?`. */
function nameKey(event: KeyboardEvent): string {
  // With Alt, some keyboards write another character than the digit's.
  const digit = event.altKey ? /^Digit(\d)$/.exec(event.code)?.[1] : undefined;
  const key = digit ?? event.key.toLowerCase();
  const shift = event.shiftKey && (key.length > 1 || key !== event.key);
  return [event.ctrlKey || event.metaKey ? 'ctrl' : '', event.altKey ? 'alt' : '', shift ? 'shift' : '', key]
    .filter(Boolean)
    .join('+');
}
